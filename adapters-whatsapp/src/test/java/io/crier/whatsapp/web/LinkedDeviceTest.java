package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineContract.ACCOUNT;
import static io.crier.application.sessions.EngineContract.HELLO;
import static io.crier.application.sessions.EngineContract.ID;
import static io.crier.application.sessions.EngineContract.OURS;
import static io.crier.application.sessions.EngineContract.SESSION;
import static io.crier.application.sessions.EngineContract.THEIRS;
import static io.crier.application.sessions.EngineContract.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.Kind;
import io.crier.whatsapp.web.fake.Letter;
import io.crier.whatsapp.web.fake.Submission;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What passes between people and a linked device: Baileys, and a WhatsApp of our own. */
@TestInstance(Lifecycle.PER_CLASS)
class LinkedDeviceTest {

  private static final String GROUP = "120363041234567890@g.us";

  @TempDir static Path folder;
  private LinkedDevice device;

  @BeforeAll
  void link() {
    device = new LinkedDevice(folder.resolve("shared")).linked();
  }

  @AfterAll
  void stop() {
    if (device != null) {
      device.close();
    }
  }

  @BeforeEach
  void heal() {
    device.world.heal(SESSION);
    device.events.clear();
  }

  // received

  @Test
  void receivesQuotedMessageAndMentions() {
    var lid = FakeWhatsApp.lid(THEIRS.value());

    var received =
        device.receives(
            Letter.text("وعليكم السلام @you")
                .replyingTo(ID.value(), OURS.digits() + "@s.whatsapp.net", "السلام عليكم")
                .mentioning(lid));

    assertThat(received.from()).isEqualTo(THEM);
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
    receives(Kind.IMAGE, new Attachment("image/png", "", bytes("PNG")), "a door");
    receives(Kind.VIDEO, new Attachment("video/mp4", "", bytes("MP4")), "");
    receives(Kind.AUDIO, new Attachment("audio/mpeg", "", bytes("MP3")), "");
    receives(Kind.VOICE, new Attachment("audio/ogg", "", bytes("OGG")), "");
    receives(Kind.DOCUMENT, new Attachment("application/pdf", "bill.pdf", bytes("PDF")), "");

    try (var left = Files.list(folder.resolve("shared/media"))) {
      assertThat(left).isEmpty();
    }
  }

  private void receives(Kind kind, Attachment file, String caption) throws IOException {
    var media = (Content.Media) device.receives(Letter.file(kind, file, caption)).content();

    assertThat(media.kind().name()).isEqualTo(kind.name());
    assertThat(media.text()).isEqualTo(caption);
    assertThat(media.filename().orElse("")).isEqualTo(file.filename());
    assertThat(media.file().mimeType()).isEqualTo(file.mimeType());
    assertThat(media.file().sha256()).isEqualTo(file.sha256());
    try (var kept = device.world.media.open(ACCOUNT, media.file().id()).orElseThrow()) {
      assertThat(kept).hasBinaryContent(file.content());
    }
  }

  private static byte[] bytes(String text) {
    return text.repeat(1_000).getBytes(UTF_8);
  }

  @Test
  void receivesTooLargeFileAsUnsupported() {
    var large = new Attachment("video/mp4", "", new byte[10_000_001]);

    assertThat(device.receives(Letter.file(Kind.VIDEO, large, "")).content())
        .isInstanceOf(Content.Unsupported.class);
  }

  @Test
  void receivesLocationsContactsAndReactions() {
    assertThat(
            device
                .receives(Letter.location(new Submission.Place(24.7136, 46.6753, "Riyadh", "")))
                .content())
        .isEqualTo(
            new Content.Location(
                24.7136, 46.6753, Optional.of("Riyadh"), Optional.empty(), Context.NONE));

    var vcard =
        "BEGIN:VCARD\nVERSION:3.0\nFN:Us\nTEL;waid=966501234567:+966 50 123 4567\nEND:VCARD";
    assertThat(device.receives(Letter.contact("Us", vcard)).content())
        .isEqualTo(new Content.ContactCard("Us", OURS, Context.NONE));

    var reaction =
        (Content.Reaction)
            device
                .receives(
                    Letter.reaction(ID.value(), OURS.digits() + "@s.whatsapp.net", true, "👍"))
                .content();
    assertThat(reaction.emoji()).isEqualTo("👍");
    assertThat(reaction.target().whatsAppId()).isEqualTo(ID);
    assertThat(reaction.target().ours()).isTrue();
  }

  @Test
  void receivesNumberBehindHiddenId() {
    var lid = new Address(FakeWhatsApp.lid(THEIRS.value()));

    var received = device.receives(Letter.text("hi").from(Letter.Sender.LID));

    assertThat(received.from()).isEqualTo(THEM);
    assertThat(received.address()).hasValue(lid);
    assertThat(device.connection.send(ID, THEM, received.address(), HELLO))
        .isEqualTo(new Outcome.Sent(ID));
    assertThat(device.whatsApp().arrived().getLast().address()).isEqualTo(lid.value());
  }

  @Test
  void receivesHiddenIdOfSender() {
    var hidden = "+966500000042";

    device.whatsApp().write(hidden, OURS.value(), Letter.text("hi").from(Letter.Sender.LID_ALONE));

    assertThat(device.await(Event.Received.class).from())
        .isEqualTo(new Recipient.Hidden(FakeWhatsApp.lid(hidden)));
  }

  @Test
  void receivesAuthorInGroup() {
    device.whatsApp().group(GROUP, OURS.value(), THEIRS.value());

    var received = device.receives(Letter.text("all of you").in(GROUP));

    assertThat(received.from()).isEqualTo(new Recipient.Group(GROUP));
    assertThat(received.content().context().author()).hasValue(THEM);
  }

  // sent

  @Test
  void sendsToGroup() {
    device.whatsApp().group(GROUP, OURS.value(), THEIRS.value());

    assertThat(device.sends("GROUP1", new Recipient.Group(GROUP), HELLO).text())
        .isEqualTo(HELLO.body());
  }

  @Test
  void sendsMentions() {
    var context = new Context(Optional.empty(), List.of(THEM), Optional.empty());

    assertThat(device.sends("MENTION1", THEM, new Content.Text("@you", context)).mentions())
        .containsExactly(THEIRS.digits() + "@s.whatsapp.net");
  }

  @Test
  void resendsToReinstalledPhone() {
    device.sends("BEFORE", THEM, HELLO);
    device.whatsApp().reinstall(THEIRS.value());

    device.connection.send(new WhatsAppId("AFTER"), THEM, Optional.empty(), HELLO);

    device
        .whatsApp()
        .await(
            "it can be read",
            it ->
                it.arrived().stream()
                    .anyMatch(
                        each -> each.id().equals("AFTER") && each.text().equals(HELLO.body())));
  }

  @Test
  void showsTypingAndSeen() {
    var received = device.receives(Letter.text("there?"));

    device.connection.typing(THEM, true);
    device.connection.typing(THEM, false);
    device.connection.seen(THEM, received.id(), Optional.empty());

    device
        .whatsApp()
        .await(
            "both are seen",
            it ->
                it.typings().stream().map(FakeWhatsApp.Typing::state).toList().contains("paused")
                    && it.notices().stream()
                        .anyMatch(
                            each ->
                                each.id().equals(received.id().value())
                                    && each.type().equals("read")));
    assertThat(device.whatsApp().typings())
        .extracting(FakeWhatsApp.Typing::state)
        .endsWith("composing", "paused");
  }

  @Test
  void restrictsNewContactsOnly() {
    var stranger = Recipient.parse("+966500000077");
    device.sends("KNOWN1", THEM, HELLO);
    var end = Instant.now().plus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    device.whatsApp().restrict(OURS.value(), end);

    assertThat(device.connection.send(ID, stranger, Optional.empty(), HELLO))
        .isEqualTo(new Outcome.Failed(Fault.RESTRICTED, Optional.of(end)));
    device.sends("KNOWN2", THEM, HELLO);
  }

  /** What ends a connection needs one of its own. */
  @Nested
  class Ends {

    @TempDir Path own;

    @Test
    void linksByPairingCode() {
      try (var fresh = new LinkedDevice(own)) {
        fresh.connection.requestCode(OURS);
        fresh.whatsApp().enterCode(OURS.value(), fresh.await(Event.Code.class).value());

        assertThat(fresh.await(Event.Linked.class)).isEqualTo(new Event.Linked(OURS));
        assertThat(fresh.await(Event.Connected.class)).isEqualTo(new Event.Connected(OURS));
      }
    }

    @Test
    void usesProxyForAllTraffic() {
      try (var proxy = new TunnelProxy();
          var fresh = new LinkedDevice(own, Map.of("proxy", proxy.url())).linked()) {
        var whatsApp = URI.create(fresh.whatsApp().url()).getPort();
        // Once to be linked, and once to be there.
        assertThat(proxy.ports()).containsExactly(whatsApp, whatsApp);

        var picture = new Attachment("image/png", "", bytes("PNG"));
        fresh.receives(Letter.file(Kind.IMAGE, picture, ""));

        assertThat(proxy.ports()).hasSize(3).last().isNotEqualTo(whatsApp);
      }
    }

    @Test
    void isReplacedByAnotherConnection() {
      isLost(Fault.REPLACED, whatsApp -> whatsApp.replace(OURS.value()));
    }

    @Test
    void isUnlinkedWhenUserRemovesDevice() {
      isLost(Fault.UNLINKED, whatsApp -> whatsApp.logOut(OURS.value()));
    }

    @Test
    void isLostWhenNumberIsBanned() {
      isLost(Fault.BANNED, whatsApp -> whatsApp.ban(OURS.value()));
    }

    private void isLost(Fault fault, Consumer<FakeWhatsApp> happening) {
      try (var fresh = new LinkedDevice(own).linked()) {
        happening.accept(fresh.whatsApp());

        assertThat(fresh.await(Event.Lost.class))
            .isEqualTo(new Event.Lost(fault, Optional.empty()));
      }
    }

    @Test
    void isOutdatedWhenWhatsAppRequiresNewerClient() {
      try (var fresh = new LinkedDevice(own)) {
        fresh.await(Event.Qr.class);
        fresh.connection.close();
        fresh.whatsApp().outdated(true);

        fresh
            .world
            .engine()
            .open(
                new Engine.Identity(SESSION, ACCOUNT, Map.of(), false),
                fresh.keys,
                fresh.events::add);

        assertThat(fresh.await(Event.Lost.class))
            .isEqualTo(new Event.Lost(Fault.OUTDATED, Optional.empty()));
      }
    }

    @Test
    void reportsUnknownOutcomeWhenConnectionBreaks() {
      try (var fresh = new LinkedDevice(own).linked()) {
        fresh.whatsApp().acks(FakeWhatsApp.Acks.CUT);

        assertThat(fresh.connection.send(ID, THEM, Optional.empty(), HELLO))
            .isEqualTo(new Outcome.Failed(Fault.UNKNOWN_OUTCOME, Optional.empty()));
        assertThat(fresh.await(Event.Lost.class).fault()).isEqualTo(Fault.NOT_CONNECTED);
      }
    }

    @Test
    void publishesReceiptsReceivedWhileOffline() {
      try (var fresh = new LinkedDevice(own).linked()) {
        fresh.sends("ONE", THEM, HELLO);
        fresh.connection.close();
        fresh.world.await("it is gone", () -> !fresh.whatsApp().isConnected(OURS.value()));
        fresh.whatsApp().deliver("ONE");
        fresh.whatsApp().read("ONE");

        fresh
            .world
            .engine()
            .open(
                new Engine.Identity(SESSION, ACCOUNT, Map.of(), false),
                fresh.keys,
                fresh.events::add);

        assertThat(
                List.of(
                    fresh.await(Event.Receipt.class).reached(),
                    fresh.await(Event.Receipt.class).reached()))
            .containsExactlyInAnyOrder(MessageStatus.DELIVERED, MessageStatus.READ);
      }
    }
  }
}
