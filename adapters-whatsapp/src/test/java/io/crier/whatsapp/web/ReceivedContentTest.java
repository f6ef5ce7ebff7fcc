package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Content.ContactCard.Entry;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Referral;
import io.crier.domain.messages.Unavailable;
import io.crier.whatsapp.web.fake.InboundMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a linked device keeps what it receives whole. */
@TestInstance(Lifecycle.PER_CLASS)
class ReceivedContentTest {

  private static final Context FROM_SOMEBODY =
      new Context(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          new Envelope(Optional.of("Somebody"), false, Optional.empty()));

  @TempDir static Path folder;

  private LinkedDeviceFixture device;

  @BeforeAll
  void link() {
    device = new LinkedDeviceFixture(folder).linked();
  }

  @AfterAll
  void stop() {
    if (device != null) {
      device.close();
    }
  }

  @BeforeEach
  void clear() {
    device.events.clear();
  }

  @Test
  void keepsRepliesToButtonsListsAndForms() {
    assertThat(received(InboundMessage.buttonReply("yes-1", "Yes")))
        .isEqualTo(reply("button_reply", "yes-1", "Yes", null, null));
    assertThat(received(InboundMessage.templateButtonReply("1", "Later")))
        .isEqualTo(reply("button", "1", "Later", null, null));
    assertThat(received(InboundMessage.listReply("row-2", "Two", "The second")))
        .isEqualTo(reply("list_reply", "row-2", "Two", "The second", null));
    assertThat(received(InboundMessage.nativeReply("flow", "Sent", "{\"size\":\"L\"}")))
        .isEqualTo(reply("nfm_reply", "flow", null, "Sent", "{\"size\":\"L\"}"));
    assertThat(received(InboundMessage.nativeReply("menu_options", "Two", "{\"id\":\"b\"}")))
        .isEqualTo(reply("button_reply", "b", "Two", null, "{\"id\":\"b\"}"));
  }

  @Test
  void reportsMessagesWhoseContentItDoesNotGet() {
    assertThat(received(InboundMessage.text("once").unavailable("view_once")))
        .isEqualTo(new Unavailable(Unavailable.Reason.VIEW_ONCE, FROM_SOMEBODY));
    assertThat(received(InboundMessage.text("from an ad").unavailable("fanout")))
        .isEqualTo(new Unavailable(Unavailable.Reason.NOT_DELIVERED, FROM_SOMEBODY));
  }

  @Test
  void receivesAMessageThatItCannotDecryptOnceItIsSentAgain() {
    var damaged = device.receive(InboundMessage.text("hello").undecryptable());
    assertThat(damaged.content())
        .isEqualTo(new Unavailable(Unavailable.Reason.UNDECRYPTABLE, FROM_SOMEBODY));

    var again = device.receive(InboundMessage.text("hello").again(damaged.id().value()));

    assertThat(again.id()).isEqualTo(damaged.id());
    assertThat(again.content()).isEqualTo(new Content.Text("hello", FROM_SOMEBODY));
  }

  @Test
  void keepsTheRawFormOfWhatItDoesNotUnderstand() {
    var invitation = device.receive(InboundMessage.invitation("Doors"));

    assertThat(invitation.content())
        .isEqualTo(new Content.Unsupported("groupInvite", "Doors", FROM_SOMEBODY));
    assertThat(invitation.raw())
        .hasValueSatisfying(raw -> assertThat(raw.json()).contains("groupInviteMessage", "Doors"));
    assertThat(device.receive(InboundMessage.text("hello")).raw()).isEmpty();
  }

  @Test
  void keepsWhatCanBeReadOfOtherKinds() {
    assertThat(received(InboundMessage.poll("Tea?", "Yes", "No")))
        .isEqualTo(new Poll("Tea?", List.of("Yes", "No"), true, FROM_SOMEBODY));
    assertThat(received(InboundMessage.brokenSticker()))
        .isEqualTo(
            new MissingMedia(
                MediaKind.STICKER,
                "image/webp",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                FROM_SOMEBODY));
  }

  @Test
  void ignoresAnnouncementsOfAlbums() {
    device.whatsApp().write(THEIRS.value(), OURS.value(), InboundMessage.album(2));

    assertThat(received(InboundMessage.text("after"))).extracting(Content::text).isEqualTo("after");
  }

  @Test
  void ignoresVotesThatItCannotRead() {
    var us = OURS.digits() + "@s.whatsapp.net";
    var them = THEIRS.digits() + "@s.whatsapp.net";
    var vote = InboundMessage.vote("3EB0FF", new byte[32], us, them, List.of("Yes"));
    device.whatsApp().write(THEIRS.value(), OURS.value(), vote);

    assertThat(received(InboundMessage.text("after"))).extracting(Content::text).isEqualTo("after");
  }

  @Test
  void keepsAllContactsOfOneMessage() {
    var fatima = "BEGIN:VCARD\nFN:F\nTEL;waid=966501234567:+966 50 123 4567\nEND:VCARD";
    var sami =
        "BEGIN:VCARD\r\nFN:Sami\r\nitem1.TEL:050 765-4321\r\nTEL:+49 30 1234567\r\nEND:VCARD";
    var nobody = "BEGIN:VCARD\nFN:No\\, body\nEND:VCARD";

    var cards =
        received(
            InboundMessage.contacts(
                List.of(Map.entry("Fatima", fatima), Map.entry("", sami), Map.entry("", nobody))));

    assertThat(((Content.ContactCard) cards).entries())
        .containsExactly(
            new Entry("Fatima", "+966501234567"),
            new Entry("Sami", "050 765-4321"),
            new Entry("Sami", "+49301234567"),
            new Entry("No, body", ""));
  }

  @Test
  void keepsNameForwardingAndReferral() {
    var received =
        received(
            InboundMessage.text(HELLO.body())
                .forwarded()
                .fromAd("Chat", "120", "https://fb.me/1", "ARAk"));

    assertThat(received.context().envelope())
        .isEqualTo(
            new Envelope(
                Optional.of("Somebody"),
                true,
                Referral.of(
                    Optional.of("https://fb.me/1"),
                    Optional.of("120"),
                    Optional.of("ad"),
                    Optional.of("Chat"),
                    Optional.empty(),
                    Optional.of("ARAk"))));
  }

  private Content received(InboundMessage message) {
    return device.receive(message).content();
  }

  private static Content reply(
      String kind, String id, String title, String details, String payload) {
    return new Content.Interactive(
        kind,
        Optional.ofNullable(id),
        Optional.ofNullable(title),
        Optional.ofNullable(details),
        Optional.ofNullable(payload),
        FROM_SOMEBODY);
  }
}
