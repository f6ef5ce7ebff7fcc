package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.ID;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.sessions.Session;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeHistory.Past;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how linked devices take in what was written before. */
class HistoryTest {

  private static final long LONG_AGO = 1_790_000_000;

  @TempDir Path folder;
  private LinkedDeviceFixture device;

  @BeforeEach
  void link() {
    device = new LinkedDeviceFixture(folder, Map.of(Session.HISTORY, "recent")).linked();
  }

  @AfterEach
  void stop() {
    device.close();
  }

  @Test
  void readsAPartAgainThatWasNotKeptWhenTheProcessEnded() {
    device.whatsApp().media().hold(true);
    handOver(text(1), text(2));
    device.fixture.await("the part is requested", () -> device.whatsApp().media().requests() > 0);

    device.fixture.killProcess();
    device.await(Event.Lost.class);
    device.whatsApp().media().hold(false);
    device.reopen();

    assertThat(device.await(Event.History.class).messages()).hasSize(2);
  }

  @Test
  void readsAPartOnce() {
    handOver(text(1));
    assertThat(device.await(Event.History.class).messages()).hasSize(1);
    handOver(text(2));
    assertThat(device.await(Event.History.class).messages())
        .extracting(it -> it.id().value())
        .containsExactly(text(2).id());
  }

  @Test
  void passesOnALongChatInPiecesAndOnlyItsNewestMessages() {
    handOver(IntStream.range(0, 2_100).mapToObj(HistoryTest::text).toArray(Past[]::new));

    var ids = new ArrayList<String>();
    while (ids.size() < 2_000) {
      var messages = device.await(Event.History.class).messages();
      assertThat(messages.size()).isBetween(1, 100);
      messages.forEach(it -> ids.add(it.id().value()));
    }
    assertThat(ids).isEqualTo(IntStream.range(100, 2_100).mapToObj(it -> text(it).id()).toList());
  }

  @Test
  void downloadsAFileOnlyWhenAskedTo() throws MediaUnavailable {
    var file = new Attachment("image/png", "", "a door".getBytes(UTF_8));
    var picture = InboundMessage.file(MessageKind.IMAGE, file, "the door");
    handOver(new Past("3A0000000000000001", THEIRS.value(), false, picture, LONG_AGO));

    var received = device.await(Event.History.class).messages().getFirst();

    assertThat(device.whatsApp().media().requests()).as("the part, not the file").isOne();
    var missing = (MissingMedia) received.content();
    assertThat(missing.caption()).contains("the door");
    var media = device.connection.media().orElseThrow();
    assertThat(media.download(missing, received.media().orElseThrow()).sha256())
        .isEqualTo(file.sha256());
  }

  @Test
  void knowsTheNumberOfAHiddenId() {
    handOver(text(1));

    assertThat(device.await(Event.History.class).messages().getFirst().peer()).isEqualTo(THEM);
  }

  @Test
  void sendsThePrivacyTokenOfThePersonAfterwards() {
    device.whatsApp().history().handOver(OURS.value(), List.of(text(1)), Optional.of("token"));
    device.await(Event.History.class);

    device.connection.send(ID, THEM, Optional.empty(), HELLO);

    assertThat(device.whatsApp().history().tokens()).containsExactly("token");
  }

  private void handOver(Past... messages) {
    device.whatsApp().history().handOver(OURS.value(), List.of(messages));
  }

  private static Past text(int number) {
    return new Past(
        "3A%016d".formatted(number),
        THEIRS.value(),
        number % 2 == 1,
        InboundMessage.text("message " + number),
        LONG_AGO + number);
  }
}
