package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.sessions.Fault;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What WhatsApp may ask for while a QR code is shown. */
class LinkingNotificationsTest {

  @Test
  void linksByTheCodeWithTheNewSecret(@TempDir Path folder) throws Exception {
    try (var device = new LinkedDeviceFixture(folder)) {
      var first = device.await(Event.Qr.class);
      device.whatsApp().notify(first.value(), "companion_reg_refresh");

      var second = device.await(Event.Qr.class);

      assertThat(second.value()).isNotEqualTo(first.value());
      assertThat(second.value()).startsWith(first.value().split(",")[0]);
      device.whatsApp().scan(first.value(), OURS.value());
      device.whatsApp().scan(second.value(), OURS.value());
      device.await(Event.Connected.class);
    }
  }

  @Test
  void reportsThatTheAccountNeedsAPasskey(@TempDir Path folder) throws Exception {
    try (var device = new LinkedDeviceFixture(folder)) {
      var qr = device.await(Event.Qr.class);

      device.whatsApp().notify(qr.value(), "passkey_prologue_request");

      assertThat(device.await(Event.Lost.class))
          .isEqualTo(new Event.Lost(Fault.PASSKEY_REQUIRED, Optional.empty()));
    }
  }
}
