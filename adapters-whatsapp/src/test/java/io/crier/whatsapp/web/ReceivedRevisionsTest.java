package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Recipient;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a linked device makes of messages that people edit or delete. */
class ReceivedRevisionsTest {

  private static final String GROUP = "120363041234567890@g.us";
  private static final String FRIEND = "+966500000003";

  @TempDir static Path folder;

  private LinkedDeviceFixture device;

  @BeforeEach
  void link() {
    device = new LinkedDeviceFixture(folder).linked();
  }

  @AfterEach
  void stop() {
    device.close();
  }

  @Test
  void receivesTheCaptionOfAFileWithoutTheFile() {
    var image = device.receive(InboundMessage.text("an image"));

    write(InboundMessage.edit(image.id().value(), InboundMessage.caption("a door")));

    var edited = device.await(Event.Edited.class);
    assertThat(edited.version().id()).isEqualTo(image.id());
    assertThat(edited.version().content().text()).isEqualTo("a door");
    assertThat(edited.version().content().type()).isEqualTo("text");
  }

  @Test
  void keepsTheOrderOfAMessageAndItsEdit() {
    device.whatsApp().media().hold(true);
    var attachment = new Attachment("image/png", null, "png".getBytes(UTF_8));
    var id = write(InboundMessage.file(MessageKind.IMAGE, attachment, "a dor"));
    write(InboundMessage.edit(id, InboundMessage.caption("a door")));
    device.whatsApp().media().hold(false);

    assertThat(device.await(Event.Arrival.class)).isInstanceOf(Event.Received.class);
    assertThat(device.await(Event.Arrival.class)).isInstanceOf(Event.Edited.class);
  }

  @Test
  void receivesADeletionByAnAdminOfAGroup() {
    device.whatsApp().group(GROUP, OURS.value(), THEIRS.value(), FRIEND);
    var received = device.receive(InboundMessage.text("spam").in(GROUP));

    var author = received.content().context().author().orElseThrow();
    var jid = author.text().substring(1) + "@s.whatsapp.net";
    device
        .whatsApp()
        .write(FRIEND, OURS.value(), InboundMessage.deletion(received.id().value(), jid).in(GROUP));

    var revoked = device.await(Event.Revoked.class);
    assertThat(revoked.ours()).isFalse();
    assertThat(revoked.id()).isEqualTo(received.id());
    assertThat(revoked.chat()).isEqualTo(Recipient.parse(GROUP));
  }

  @Test
  void receivesWhatTheOwnPhoneDoesToASentMessage() {
    device.receive(InboundMessage.text("hi"));
    var sent = device.send("SENT1", THEM, HELLO).id();
    var chat = THEIRS.digits() + "@s.whatsapp.net";

    ownPhone(InboundMessage.edit(sent, InboundMessage.text("hello")).to(chat));
    ownPhone(InboundMessage.deletion(sent).to(chat));

    var edited = device.await(Event.Edited.class);
    assertThat(edited.version().direction()).isEqualTo(Direction.OUTBOUND);
    assertThat(edited.version().id().value()).isEqualTo(sent);
    assertThat(edited.version().peer()).isEqualTo(THEM);
    assertThat(edited.version().content().text()).isEqualTo("hello");
    var revoked = device.await(Event.Revoked.class);
    assertThat(revoked.ours()).isTrue();
    assertThat(revoked.id().value()).isEqualTo(sent);
    assertThat(revoked.chat()).isEqualTo(THEM);
  }

  private String write(InboundMessage message) {
    return device.whatsApp().write(THEIRS.value(), OURS.value(), message);
  }

  private void ownPhone(InboundMessage message) {
    device.whatsApp().write(OURS.value(), OURS.value(), message);
  }
}
