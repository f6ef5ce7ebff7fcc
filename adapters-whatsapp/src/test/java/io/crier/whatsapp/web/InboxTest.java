package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.web.fake.Acknowledgement;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a session receives everything that it has acknowledged, whatever ends meanwhile. */
class InboxTest {

  private static final String FRIEND = "+966500000051";
  private static final String GROUP = "120363041234567890@g.us";

  @TempDir Path folder;
  private LinkedDeviceFixture device;

  @BeforeEach
  void link() {
    device = new LinkedDeviceFixture(folder).linked();
  }

  @AfterEach
  void stop() {
    device.close();
  }

  // the connection ends

  @Test
  void receivesAfterConnectionBreaks() {
    assertReceivesAfter(this::dropConnection);
  }

  @Test
  void receivesAfterProcessIsKilled() {
    assertReceivesAfter(
        () -> {
          device.fixture.killProcess();
          awaitLoss();
        });
  }

  @Test
  void receivesAfterRestart() {
    assertReceivesAfter(
        () -> {
          device.connection.close();
          device.fixture.restart();
        });
  }

  /** One image whose host is slow, and texts from the same person and from another. */
  private void assertReceivesAfter(Runnable end) {
    // Baileys may change the order of somebody's first messages.
    for (var person : List.of(THEIRS.value(), FRIEND)) {
      write(person, InboundMessage.text("first"));
      nextId();
    }
    device.whatsApp().media().hold(true);
    var ids = new ArrayList<String>();
    ids.add(write(THEIRS.value(), image()));
    for (var number = 1; number <= 5; number++) {
      ids.add(write(number < 4 ? THEIRS.value() : FRIEND, InboundMessage.text("no " + number)));
    }
    awaitAcknowledged(ids);
    awaitDownload();
    var before = receivedIds();

    end.run();
    before.addAll(receivedIds());
    device.whatsApp().media().hold(false);
    device.reopen();

    while (!before.containsAll(ids)) {
      before.add(nextId());
    }
    before.addAll(receivedUntilEnd());
    assertThat(before).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(before.subList(before.indexOf(ids.getFirst()), before.size()))
        .as("in order after the image")
        .containsSubsequence(ids.subList(0, 4));
  }

  @Test
  void receivesFileOnceItsHostAnswers() {
    device.whatsApp().media().hold(true);
    write(THEIRS.value(), image());
    awaitDownload();
    dropConnection();
    device.whatsApp().media().hold(false);
    device.reopen();

    var received = device.await(Event.Received.class);

    assertThat(received.peer()).isEqualTo(THEM);
    assertThat(received.content().text()).isEqualTo("a door");
    assertThat(((Content.Media) received.content()).file().mimeType()).isEqualTo("image/png");
  }

  // a slow host

  @Test
  void receivesOtherChatsDuringDownload() {
    device.whatsApp().media().hold(true);
    var image = write(THEIRS.value(), image());
    var text = write(FRIEND, InboundMessage.text("hi"));

    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(text);
    device.whatsApp().media().hold(false);
    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(image);
  }

  @Test
  void receivesWhatFollowsInChatWithSlowDownload() throws MediaUnavailable {
    device.whatsApp().media().hold(true);
    var image = write(THEIRS.value(), image());
    var text = write(THEIRS.value(), InboundMessage.text("hi"));

    var received = device.await(Event.Received.class);

    assertThat(received.id().value()).isEqualTo(image);
    var missing = (MissingMedia) received.content();
    assertThat(missing.caption()).contains("a door");
    assertThat(missing.failure()).isEmpty();
    assertThat(nextId()).isEqualTo(text);
    device.whatsApp().media().hold(false);
    var media = device.connection.media().orElseThrow();
    assertThat(media.download(missing, received.media().orElseThrow()).mimeType())
        .isEqualTo("image/png");
  }

  @Test
  void receivesTextsDuringManyDownloads() {
    device.whatsApp().media().hold(true);
    var images = new ArrayList<String>();
    for (var person = 10; person < 20; person++) {
      images.add(write("+9665000000" + person, image()));
    }
    var text = write(FRIEND, InboundMessage.text("hi"));

    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(text);
    assertThat(device.whatsApp().media().requests()).isLessThanOrEqualTo(4);
    device.whatsApp().media().hold(false);
    assertThat(images.stream().map(image -> nextId())).containsExactlyInAnyOrderElementsOf(images);
  }

  @Test
  void storesMessageInSameChangeAsKeys() {
    device.receive(InboundMessage.text("first"));
    device.send("ANSWER", THEM, HELLO);
    device.receive(InboundMessage.text("second"));
    var before = device.fixture.activity.keyChanges();

    for (var number = 1; number <= 20; number++) {
      device.receive(InboundMessage.text("no " + number));
    }

    assertThat(device.fixture.activity.keyChanges() - before).isBetween(20L, 22L);
  }

  /** libsignal has one queue for all that somebody writes, to whichever session. */
  @Test
  void storesMessageInSameChangeAsKeysWhileAnotherSessionReceives() {
    var another = new PhoneNumber("+966501234568");
    var others = new AtomicInteger();
    device.linkAnother(another, message -> others.incrementAndGet());
    device.receive(InboundMessage.text("first"));
    device.whatsApp().write(THEIRS.value(), another.value(), "first");
    device.fixture.await("it is received", () -> others.get() == 1);
    var before = device.fixture.activity.keyChanges();

    for (var number = 1; number <= 20; number++) {
      write(THEIRS.value(), InboundMessage.text("no " + number));
      device.whatsApp().write(THEIRS.value(), another.value(), "no " + number);
    }
    for (var number = 1; number <= 20; number++) {
      nextId();
    }
    device.fixture.await("all are received", () -> others.get() == 21);

    assertThat(device.fixture.activity.keyChanges() - before).isBetween(40L, 43L);
  }

  // acknowledgements that get lost

  @Test
  void acknowledgesAgainWithoutReceivingAgain() {
    device.whatsApp().faults().loseReceipts(true);
    var first = write(THEIRS.value(), InboundMessage.text("first"));
    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(first);
    device.send("ANSWER", THEM, HELLO);
    var second = write(THEIRS.value(), InboundMessage.text("second"));
    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(second);

    assertAcknowledgesOnReopening(List.of(first, second), List.of());
  }

  @Test
  void acknowledgesAgainWhatIsNotReceivedYet() {
    device.whatsApp().faults().loseReceipts(true);
    device.whatsApp().media().hold(true);
    var image = write(THEIRS.value(), image());
    awaitDownload();

    assertAcknowledgesOnReopening(List.of(image), List.of(image));
  }

  @Test
  void acknowledgesAgainInGroups() {
    device.whatsApp().group(GROUP, OURS.value(), THEIRS.value());
    device.whatsApp().faults().loseReceipts(true);
    var first = write(THEIRS.value(), InboundMessage.text("all of you").in(GROUP));
    assertThat(device.await(Event.Received.class).id().value()).isEqualTo(first);

    assertAcknowledgesOnReopening(List.of(first), List.of());
  }

  private void assertAcknowledgesOnReopening(List<String> ids, List<String> received) {
    dropConnection();
    device.whatsApp().faults().loseReceipts(false);
    device.whatsApp().media().hold(false);
    device.reopen();

    awaitAcknowledged(ids);
    assertThat(device.whatsApp().acknowledged())
        .extracting(Acknowledgement::error)
        .containsOnly("");
    assertThat(receivedUntilEnd()).containsExactlyElementsOf(received);
  }

  // broadcast lists

  @Test
  void receivesFromBroadcastListAsFromItsOwner() {
    var id = write(THEIRS.value(), InboundMessage.text("sale").in("1700000000@broadcast"));

    var received = device.await(Event.Received.class);

    assertThat(received.peer()).isEqualTo(THEM);
    assertThat(received.content().text()).isEqualTo("sale");
    assertThat(received.content().context().author()).isEmpty();
    awaitAcknowledged(List.of(id));
    assertThat(device.whatsApp().acknowledged().getLast().error()).isEmpty();
  }

  @Test
  void ignoresStatuses() {
    write(THEIRS.value(), InboundMessage.text("my day").in("status@broadcast"));

    assertThat(receivedUntilEnd()).isEmpty();
  }

  private String write(String from, InboundMessage message) {
    return device.whatsApp().write(from, OURS.value(), message);
  }

  private static InboundMessage image() {
    var file = new Attachment("image/png", "", "PNG".repeat(1_000).getBytes(UTF_8));
    return InboundMessage.file(MessageKind.IMAGE, file, "a door");
  }

  private void awaitDownload() {
    device.fixture.await("a file is requested", () -> device.whatsApp().media().requests() > 0);
  }

  private void dropConnection() {
    device.whatsApp().drop(OURS.value());
    awaitLoss();
  }

  private void awaitLoss() {
    device.fixture.await(
        "the connection is lost", () -> device.events.removeIf(Event.Lost.class::isInstance));
  }

  private void awaitAcknowledged(List<String> ids) {
    device
        .whatsApp()
        .await(
            "all are acknowledged",
            it -> it.acknowledged().stream().map(Acknowledgement::id).toList().containsAll(ids));
  }

  /** The ids of what has been received by now. */
  private List<String> receivedIds() {
    var ids = new ArrayList<String>();
    device.events.removeIf(
        event -> event instanceof Event.Received received && ids.add(received.id().value()));
    return ids;
  }

  /** The ids of what is received before a message that is written now. */
  private List<String> receivedUntilEnd() {
    var ids = new ArrayList<String>();
    var last = write(THEIRS.value(), InboundMessage.text("the end"));
    for (var id = nextId(); !id.equals(last); id = nextId()) {
      ids.add(id);
    }
    return ids;
  }

  private String nextId() {
    return device.await(Event.Received.class).id().value();
  }
}
