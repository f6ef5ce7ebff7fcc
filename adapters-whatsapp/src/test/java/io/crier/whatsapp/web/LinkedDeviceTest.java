package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.ID;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import io.crier.whatsapp.web.fake.Submission;
import io.crier.whatsapp.web.fake.Typing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests messages between people and a linked device, with Baileys and a fake WhatsApp. */
@TestInstance(Lifecycle.PER_CLASS)
class LinkedDeviceTest {

  private static final String GROUP = "120363041234567890@g.us";

  @TempDir static Path folder;
  private LinkedDeviceFixture device;

  @BeforeAll
  void link() {
    device = new LinkedDeviceFixture(folder.resolve("shared")).linked();
  }

  @AfterAll
  void stop() {
    if (device != null) {
      device.close();
    }
  }

  @BeforeEach
  void heal() {
    device.fixture.heal(SESSION);
    device.events.clear();
  }

  // received

  @Test
  void receivesQuotedMessageAndMentions() {
    var lid = FakeWhatsApp.lid(THEIRS.value());

    var received =
        device.receive(
            InboundMessage.text("وعليكم السلام @you")
                .replyingTo(ID.value(), OURS.digits() + "@s.whatsapp.net", "السلام عليكم")
                .mentioning(lid));

    assertThat(received.peer()).isEqualTo(THEM);
    assertThat(received.content().text()).isEqualTo("وعليكم السلام @you");
    assertThat(received.content().context().replyTo())
        .hasValueSatisfying(
            quoted -> {
              assertThat(quoted.whatsAppId()).isEqualTo(ID);
              assertThat(quoted.ours()).isTrue();
              assertThat(quoted.text()).isEqualTo("السلام عليكم");
            });
    assertThat(received.content().context().mentions()).containsExactly(THEM);
  }

  @Test
  void receivesFilesAndDeletesTemporaryOnes() throws IOException {
    assertReceives(MessageKind.IMAGE, new Attachment("image/png", "", bytes("PNG")), "a door");
    assertReceives(MessageKind.STICKER, new Attachment("image/webp", "", bytes("WEBP")), "");
    assertReceives(MessageKind.VIDEO, new Attachment("video/mp4", "", bytes("MP4")), "");
    assertReceives(MessageKind.AUDIO, new Attachment("audio/mpeg", "", bytes("MP3")), "");
    assertReceives(MessageKind.VOICE, new Attachment("audio/ogg", "", bytes("OGG")), "");
    assertReceives(
        MessageKind.DOCUMENT, new Attachment("application/pdf", "bill.pdf", bytes("PDF")), "");

    try (var files = Files.list(folder.resolve("shared/media"))) {
      assertThat(files).isEmpty();
    }
  }

  private void assertReceives(MessageKind kind, Attachment file, String caption)
      throws IOException {
    var media = (Content.Media) device.receive(InboundMessage.file(kind, file, caption)).content();

    assertThat(media.kind().name()).isEqualTo(kind.name());
    assertThat(media.text()).isEqualTo(caption);
    assertThat(media.filename().orElse("")).isEqualTo(file.filename());
    assertThat(media.file().mimeType()).isEqualTo(file.mimeType());
    assertThat(media.file().sha256()).isEqualTo(file.sha256());
    try (var kept = device.fixture.media.open(ACCOUNT, media.file().id()).orElseThrow()) {
      assertThat(kept).hasBinaryContent(file.content());
    }
  }

  private static byte[] bytes(String text) {
    return text.repeat(1_000).getBytes(UTF_8);
  }

  @Test
  void receivesMessageWithoutItsTooLargeFile() throws IOException {
    var large = new Attachment("video/mp4", "", new byte[10_000_001]);

    assertThat(device.receive(InboundMessage.file(MessageKind.VIDEO, large, "a door")).content())
        .isInstanceOfSatisfying(
            MissingMedia.class,
            video -> {
              assertThat(video.failure()).contains(MediaFailure.TOO_LARGE);
              assertThat(video.size()).contains(10_000_001L);
              assertThat(video.caption()).contains("a door");
            });
    assertThat(openFiles()).noneMatch(file -> file.startsWith(folder.resolve("shared/media")));
  }

  /** Which files the process has open, where the system tells. */
  private List<Path> openFiles() throws IOException {
    var handles = Path.of("/proc/" + device.fixture.pid() + "/fd");
    assumeTrue(Files.isDirectory(handles), "no list of open files");
    var open = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(handles)) {
      for (var handle : all) {
        try {
          open.add(Files.readSymbolicLink(handle));
        } catch (NoSuchFileException closed) {
          // since it was listed
        }
      }
    }
    return open;
  }

  @Test
  void receivesLocationsContactsAndReactions() {
    assertThat(
            device
                .receive(
                    InboundMessage.location(new Submission.Place(24.7136, 46.6753, "Riyadh", "")))
                .content()
                .in(Context.NONE))
        .isEqualTo(
            new Content.Location(
                24.7136, 46.6753, Optional.of("Riyadh"), Optional.empty(), Context.NONE));

    var vcard =
        "BEGIN:VCARD\nVERSION:3.0\nFN:Us\nTEL;waid=966501234567:+966 50 123 4567\nEND:VCARD";
    assertThat(device.receive(InboundMessage.contact("Us", vcard)).content().in(Context.NONE))
        .isEqualTo(new Content.ContactCard("Us", OURS, Context.NONE));

    var reaction =
        (Content.Reaction)
            device
                .receive(
                    InboundMessage.reaction(
                        ID.value(), OURS.digits() + "@s.whatsapp.net", true, "👍"))
                .content();
    assertThat(reaction.emoji()).isEqualTo("👍");
    assertThat(reaction.target().whatsAppId()).isEqualTo(ID);
    assertThat(reaction.target().ours()).isTrue();
  }

  @Test
  void receivesNumberBehindHiddenId() {
    var lid = new Address(FakeWhatsApp.lid(THEIRS.value()));

    var received = device.receive(InboundMessage.text("hi").from(InboundMessage.Sender.LID));

    assertThat(received.peer()).isEqualTo(THEM);
    assertThat(received.address()).hasValue(lid);
    assertThat(device.connection.send(ID, THEM, received.address(), HELLO))
        .isEqualTo(new Outcome.Sent(ID));
    assertThat(device.whatsApp().arrived().getLast().address()).isEqualTo(lid.value());
  }

  @Test
  void receivesHiddenIdOfSender() {
    var hidden = "+966500000042";

    device
        .whatsApp()
        .write(
            hidden, OURS.value(), InboundMessage.text("hi").from(InboundMessage.Sender.LID_ALONE));

    assertThat(device.await(Event.Received.class).peer())
        .isEqualTo(new Recipient.Hidden(FakeWhatsApp.lid(hidden)));
  }

  @Test
  void receivesAuthorInGroup() {
    device.whatsApp().group(GROUP, OURS.value(), THEIRS.value());

    var received = device.receive(InboundMessage.text("all of you").in(GROUP));

    assertThat(received.peer()).isEqualTo(new Recipient.Group(GROUP));
    assertThat(received.content().context().author()).hasValue(THEM);
  }

  // sent

  @Test
  void sendsToGroup() {
    device.whatsApp().group(GROUP, OURS.value(), THEIRS.value());

    assertThat(device.send("GROUP1", new Recipient.Group(GROUP), HELLO).text())
        .isEqualTo(HELLO.body());
  }

  @Test
  void sendsMentions() {
    var context = new Context(Optional.empty(), List.of(THEM), Optional.empty());

    assertThat(device.send("MENTION1", THEM, new Content.Text("@you", context)).mentions())
        .containsExactly(THEIRS.digits() + "@s.whatsapp.net");
  }

  @Test
  void resendsAfterRecipientReinstalls() {
    device.send("BEFORE", THEM, HELLO);
    device.whatsApp().reinstall(THEIRS.value());

    device.connection.send(new WhatsAppId("AFTER"), THEM, Optional.empty(), HELLO);

    device
        .whatsApp()
        .await(
            "the message is readable",
            it ->
                it.arrived().stream()
                    .anyMatch(
                        submission ->
                            submission.id().equals("AFTER")
                                && submission.text().equals(HELLO.body())));
    assertThat(device.whatsApp().arrived())
        .filteredOn(submission -> submission.id().equals("AFTER"))
        .hasSize(1);
  }

  @Test
  void showsTypingAndSeen() {
    var received = device.receive(InboundMessage.text("there?"));

    device.connection.typing(THEM, true);
    device.connection.typing(THEM, false);
    device.connection.seen(THEM, received.id(), Optional.empty());

    device
        .whatsApp()
        .await(
            "typing and receipt arrive",
            it ->
                it.typings().stream().map(Typing::state).toList().contains("paused")
                    && it.clientReceipts().stream()
                        .anyMatch(
                            receipt ->
                                receipt.id().equals(received.id().value())
                                    && receipt.type().equals("read")));
    assertThat(device.whatsApp().typings())
        .extracting(Typing::state)
        .endsWith("composing", "paused");
  }

  @Test
  void restrictsNewContactsOnly() {
    var newContact = Recipient.parse("+966500000077");
    device.send("KNOWN1", THEM, HELLO);
    var end = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    device.whatsApp().restrict(OURS.value(), end);

    assertThat(device.connection.send(ID, newContact, Optional.empty(), HELLO))
        .isEqualTo(
            new Outcome.Failed(new Failure(Fault.RESTRICTED, Optional.of(463)), Optional.of(end)));
    device.send("KNOWN2", THEM, HELLO);
  }
}
