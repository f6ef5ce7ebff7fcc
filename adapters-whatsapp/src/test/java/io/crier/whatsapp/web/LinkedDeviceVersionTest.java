package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.Fault;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which version of WhatsApp's client linked devices report. */
class LinkedDeviceVersionTest {

  private static final long REVISION = 2_000_000_000;
  private static final ClientVersion NEWEST = new ClientVersion("2.3000." + REVISION);

  @TempDir Path folder;

  @Test
  void reportsTheVersionOfBaileysWithoutAskingForAnother() {
    try (var device = new LinkedDeviceFixture(folder).linked()) {
      assertThat(device.fixture.engine().clientVersion()).isPresent();
      assertThat(device.whatsApp().versions().requests()).isZero();
    }
  }

  @Test
  void reportsTheVersionOnWhatsAppsPageOnceItsOwnIsRefused() {
    try (var device = new LinkedDeviceFixture(folder).linked()) {
      device.connection.close();
      device.whatsApp().versions().require(REVISION);
      device.whatsApp().versions().tell(REVISION);
      device.reopen();
      assertThat(device.await(Event.Lost.class)).isEqualTo(OUTDATED);
      assertThat(device.fixture.engine().clientVersion()).contains(NEWEST);

      device.reopen();

      assertThat(device.await(Event.Connected.class)).isEqualTo(new Event.Connected(OURS));
    }
  }

  @Test
  void keepsTheVersionOverARestart() {
    try (var device = new LinkedDeviceFixture(folder)) {
      device.await(Event.Qr.class);
      device.connection.close();
      device.whatsApp().versions().require(REVISION);
      device.whatsApp().versions().tell(REVISION);
      device.reopen();
      device.await(Event.Lost.class);

      device.fixture.restart();
      device.reopen();
      device.whatsApp().scan(device.await(Event.Qr.class).value(), OURS.value());

      assertThat(device.await(Event.Connected.class)).isEqualTo(new Event.Connected(OURS));
      assertThat(device.whatsApp().versions().requests()).isEqualTo(1);
    }
  }

  @Test
  void asksThroughTheProxyOfTheSession() {
    try (var proxy = new TunnelProxy();
        var device = new LinkedDeviceFixture(folder, Map.of("proxy", proxy.url()))) {
      device.await(Event.Qr.class);
      device.connection.close();
      device.whatsApp().versions().requireUnknown();
      device.whatsApp().versions().tell(REVISION);
      device.reopen();
      device.await(Event.Lost.class);

      assertThat(proxy.ports()).contains(device.whatsApp().versions().url().getPort());
      assertThat(device.fixture.engine().clientVersion()).contains(NEWEST);
    }
  }

  private static final Event OUTDATED = new Event.Lost(Fault.OUTDATED, Optional.empty());
}
