package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.ID;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Session;
import io.crier.whatsapp.web.fake.Acknowledgement;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeChannels;
import io.crier.whatsapp.web.fake.FakeWhatsApp.Acks;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a linked device receives from channels, and posts in them. */
class ChannelPostsTest {

  private static final byte[] PICTURE = "PNG".repeat(1_000).getBytes(UTF_8);
  private static final Content.Text POST = new Content.Text("a new day");

  @TempDir Path folder;
  private LinkedDeviceFixture device;
  private String channel;

  @BeforeEach
  void link() {
    open(Map.of(Session.CHANNELS, "receive"));
  }

  private void open(Map<String, String> settings) {
    device = new LinkedDeviceFixture(folder, settings).linked();
    channel = channels().create("News", OURS.value(), "OWNER");
  }

  @AfterEach
  void stop() {
    device.close();
  }

  private FakeChannels channels() {
    return device.whatsApp().channels();
  }

  // what is posted

  @Test
  void receivesAPostThatItHasAcknowledgedAfterTheProcessIsKilled() {
    device.whatsApp().media().hold(true);
    var image = channels().post(channel, image());
    var text = channels().post(channel, InboundMessage.text("a new day"));
    awaitAcknowledged(image, text);
    killProcess();
    device.whatsApp().media().hold(false);

    device.reopen();

    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(image);
    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(text);
  }

  @Test
  void acknowledgesAPostAgainWithoutReceivingItAgain() {
    device.whatsApp().faults().loseReceipts(true);
    var first = channels().post(channel, InboundMessage.text("a new day"));
    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(first);
    device.whatsApp().drop(OURS.value());
    device.await(Event.Lost.class);
    device.whatsApp().faults().loseReceipts(false);

    device.reopen();

    awaitAcknowledged(first);
    assertThat(receivedNext()).isEqualTo("the end");
  }

  @Test
  void receivesTheFileOfAPost() throws IOException {
    channels().post(channel, image());

    var received = device.await(Event.Received.class);

    assertThat(received.peer()).isEqualTo(recipient());
    assertThat(received.content().text()).isEqualTo("a door");
    var file = ((Content.Media) received.content()).file();
    assertThat(file.mimeType()).isEqualTo("image/png");
    try (var bytes = device.fixture.media.open(ACCOUNT, file.id()).orElseThrow()) {
      assertThat(bytes.readAllBytes()).isEqualTo(PICTURE);
    }
  }

  @Test
  void receivesAPostWhoseFileIsNotTheOneThatWasPosted() {
    device.whatsApp().media().damage();

    channels().post(channel, image());

    var received = device.await(Event.Received.class);
    var missing = (MissingMedia) received.content();
    assertThat(missing.caption()).contains("a door");
    var media = device.connection.media().orElseThrow();
    assertThatThrownBy(() -> media.download(missing, received.media().orElseThrow()))
        .isInstanceOfSatisfying(
            MediaUnavailable.class, e -> assertThat(e.failure()).isEqualTo(MediaFailure.CORRUPT));
  }

  @Test
  void receivesWhatTheAccountPostsOnThePhoneAsSentElsewhere() {
    channels().postOnPhone(channel, OURS.value(), InboundMessage.text("a new day"));

    var received = device.await(Event.Received.class);

    assertThat(received.direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(received.peer()).isEqualTo(recipient());
  }

  @Test
  void receivesWhatIsDoneToAPost() {
    var id = channels().post(channel, InboundMessage.text("a new dey"));
    channels().edit(channel, id, InboundMessage.text("a new day"));
    channels().delete(channel, id);

    assertThat(device.await(Event.Received.class).content().text()).isEqualTo("a new dey");
    var edited = device.await(Event.Edited.class).version();
    assertThat(edited.id().value()).isEqualTo(id);
    assertThat(edited.content().text()).isEqualTo("a new day");
    var revoked = device.await(Event.Revoked.class);
    assertThat(revoked.id().value()).isEqualTo(id);
    assertThat(revoked.chat()).isEqualTo(recipient());
  }

  @Test
  void receivesAChangeThatWasStoredAfterTheProcessIsKilled() {
    device.whatsApp().media().hold(true);
    var id = channels().post(channel, image());
    channels().edit(channel, id, InboundMessage.caption("the door"));
    channels().delete(channel, id);
    awaitAcknowledged(id, id, id);
    killProcess();
    device.whatsApp().media().hold(false);

    device.reopen();

    device.await(Event.Received.class);
    assertThat(device.await(Event.Edited.class).version().content().text()).isEqualTo("the door");
    device.await(Event.Revoked.class);
  }

  @Test
  void acknowledgesReactionsToAPostWithoutReceivingThem() {
    channels().react(channel, "REACTION");

    awaitAcknowledged("REACTION");
    assertThat(receivedNext()).isEqualTo("the end");
  }

  @Test
  void acknowledgesPostsThatTheSessionDoesNotWant() {
    device.close();
    open(Map.of());

    var id = channels().post(channel, InboundMessage.text("a new day"));

    awaitAcknowledged(id);
    assertThat(device.whatsApp().acknowledged())
        .extracting(Acknowledgement::error)
        .containsOnly("");
    assertThat(receivedNext()).isEqualTo("the end");
  }

  // what it posts

  @Test
  void asksForItsRoleOnce() {
    device.send("FIRST", recipient(), POST);
    device.send("SECOND", recipient(), POST);

    assertThat(channels().lookups()).isEqualTo(1);
  }

  @Test
  void asksForItsRoleAgainAfterARefusal() {
    device.send("FIRST", recipient(), POST);
    channels().become(channel, OURS.value(), "SUBSCRIBER");

    assertThat(fault()).isEqualTo(Fault.NOT_CHANNEL_ADMIN);
    channels().become(channel, OURS.value(), "ADMIN");
    device.send("THIRD", recipient(), POST);
    assertThat(channels().lookups()).isEqualTo(2);
  }

  @Test
  void postsAVideo() throws IOException {
    var file =
        device.fixture.media.keep(ACCOUNT, "video/mp4", new ByteArrayInputStream(PICTURE), 10_000);
    var video =
        new Content.Media(
            MediaKind.VIDEO, file, Optional.of("look"), Optional.empty(), Context.NONE);

    var posted = device.send("VIDEO", recipient(), video);

    assertThat(posted.kind()).isEqualTo(MessageKind.VIDEO);
    assertThat(posted.text()).isEqualTo("look");
    assertThat(posted.file().orElseThrow().content()).isEqualTo(PICTURE);
  }

  @Test
  void doesNotKnowWhatBecameOfAPostWhoseAnswerIsLost() {
    device.whatsApp().acks(Acks.CUT);

    assertThat(fault()).isEqualTo(Fault.UNKNOWN_OUTCOME);
    assertThat(device.whatsApp().arrived()).hasSize(1);
  }

  @Test
  void reportsThatWhatsAppAnswersNoMoreQuestions() {
    channels().refuse(429);
    var asked = device.connection.channels().orElseThrow();

    assertThat(asked.list()).isEqualTo(Answer.failed(Failure.RATE_LIMITED));
    assertThat(fault()).isEqualTo(Fault.RATE_LIMITED_BY_WHATSAPP);
    assertThat(device.whatsApp().arrived()).isEmpty();
  }

  private void killProcess() {
    device.fixture.killProcess();
    device.fixture.await(
        "the loss is reported", () -> device.events.removeIf(Event.Lost.class::isInstance));
  }

  private Fault fault() {
    var outcome = device.connection.send(ID, recipient(), Optional.empty(), POST);
    return ((Outcome.Failed) outcome).fault();
  }

  private Recipient.Channel recipient() {
    return new Recipient.Channel(channel);
  }

  private static InboundMessage image() {
    return InboundMessage.file(
        MessageKind.IMAGE, new Attachment("image/png", "", PICTURE), "a door");
  }

  /** As often as an id is named, as what is done to a post has the id of the post. */
  private void awaitAcknowledged(String... ids) {
    device
        .whatsApp()
        .await(
            "all are acknowledged",
            it -> {
              var acknowledged =
                  new ArrayList<>(it.acknowledged().stream().map(Acknowledgement::id).toList());
              return Stream.of(ids).allMatch(acknowledged::remove);
            });
  }

  /** The text that is received next, of a message that is written now or of one before it. */
  private String receivedNext() {
    device.whatsApp().write(THEIRS.value(), OURS.value(), "the end");
    return device.await(Event.Received.class).content().text();
  }
}
