package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To which address a linked device sends, and what it sends once more. */
class AddressingTest {

  private static final String HIDDEN_ID = FakeWhatsApp.lid(THEIRS.value());
  private static final String NUMBER = THEIRS.value().substring(1) + "@s.whatsapp.net";

  @TempDir private Path folder;

  private LinkedDeviceFixture device;

  @BeforeEach
  void link() {
    device = new LinkedDeviceFixture(folder).linked();
  }

  @AfterEach
  void close() {
    device.close();
  }

  @Test
  void sendsToTheHiddenIdOnceItIsKnown() {
    assertThat(device.send("ONE", THEM, HELLO).address()).isEqualTo(HIDDEN_ID);

    device.connection.send(new WhatsAppId("TWO"), THEM, Optional.of(new Address(NUMBER)), HELLO);

    assertThat(device.whatsApp().arrived().getLast().address()).isEqualTo(HIDDEN_ID);
  }

  @Test
  void sendsToTheNumberIfWhatsAppRefusesTheHiddenId() {
    device.whatsApp().faults().refuseHiddenIds(true);

    assertThat(device.send("ONE", THEM, HELLO).address()).isEqualTo(NUMBER);
    assertThat(device.whatsApp().arrived()).hasSize(1);
  }

  @Test
  void keepsToTheAddressThatWorked() {
    device.whatsApp().faults().refuseHiddenIds(true);
    device.send("ONE", THEM, HELLO);
    device.whatsApp().faults().refuseHiddenIds(false);
    device.connection.close();
    device.reopen();
    device.await(Event.Connected.class);

    assertThat(device.send("TWO", THEM, HELLO).address()).isEqualTo(NUMBER);
  }

  @Test
  void triesTheNumberOnlyOnce() {
    device.whatsApp().faults().refuseHiddenIds(true);
    device.whatsApp().refuse(THEIRS.value(), 400);

    assertThat(device.connection.send(new WhatsAppId("ONE"), THEM, Optional.empty(), HELLO))
        .isEqualTo(refused(Fault.RECIPIENT_REFUSED, 400));
  }

  @Test
  void sendsOnceMoreWithNewKeys() {
    device.send("ONE", THEM, HELLO);
    device.whatsApp().expireKeys(THEIRS.value());

    device.send("TWO", THEM, HELLO);

    assertThat(device.whatsApp().arrived()).hasSize(2);
  }

  @Test
  void givesUpIfNewKeysDoNotHelp() {
    device.send("ONE", THEM, HELLO);
    device.whatsApp().refuse(THEIRS.value(), 479);

    assertThat(device.connection.send(new WhatsAppId("TWO"), THEM, Optional.empty(), HELLO))
        .isEqualTo(refused(Fault.CONTENT_REFUSED, 479));
  }

  private static Outcome refused(Fault fault, int code) {
    return new Outcome.Failed(new Failure(fault, Optional.of(code)), Optional.empty());
  }
}
