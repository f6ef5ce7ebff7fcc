package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static io.crier.application.sessions.EngineFixture.HELLO;
import static io.crier.application.sessions.EngineFixture.ID;
import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how a device is linked, and how its connection starts and ends. */
class LinkedDeviceConnectionTest {

  @TempDir Path folder;

  @Test
  void linksByPairingCode() {
    try (var device = new LinkedDeviceFixture(folder)) {
      device.connection.requestCode(OURS);
      device.whatsApp().enterCode(OURS.value(), device.await(Event.Code.class).value());

      assertThat(device.await(Event.Linked.class)).isEqualTo(new Event.Linked(OURS));
      assertThat(device.await(Event.Connected.class)).isEqualTo(new Event.Connected(OURS));
    }
  }

  @Test
  void reportsThatWhatsAppRefusesAPairingCodeAndCanStillBeScanned() {
    try (var device = new LinkedDeviceFixture(folder)) {
      var qr = device.await(Event.Qr.class);
      device.whatsApp().refusePairingCodes(true);
      device.connection.requestCode(OURS);
      device.await(Event.CodeRefused.class);

      device.whatsApp().scan(qr.value(), OURS.value());

      assertThat(device.await(Event.Connected.class)).isEqualTo(new Event.Connected(OURS));
    }
  }

  @Test
  void usesProxyForAllTraffic() {
    try (var proxy = new TunnelProxy();
        var device = new LinkedDeviceFixture(folder, Map.of("proxy", proxy.url())).linked()) {
      var whatsApp = URI.create(device.whatsApp().url()).getPort();
      // One connection for linking, and one after it.
      assertThat(proxy.ports()).containsExactly(whatsApp, whatsApp);

      var picture = new Attachment("image/png", "", "PNG".repeat(1_000).getBytes(UTF_8));
      device.receive(InboundMessage.file(MessageKind.IMAGE, picture, ""));

      assertThat(proxy.ports()).hasSize(3).last().isNotEqualTo(whatsApp);
    }
  }

  @Test
  void isReplacedByAnotherConnection() {
    assertLost(Fault.REPLACED, whatsApp -> whatsApp.replace(OURS.value()));
  }

  @Test
  void isUnlinkedWhenUserRemovesDevice() {
    assertLost(Fault.UNLINKED, whatsApp -> whatsApp.logOut(OURS.value()));
  }

  @Test
  void removesADeviceThatConnectsOnlyToLogOut() {
    try (var device = new LinkedDeviceFixture(folder).linked()) {
      device.connection.close();
      assertThat(device.whatsApp().isLinked(OURS.value())).isTrue();
      device.reopen();
      device.await(Event.Connected.class);

      assertThat(device.connection.unlink()).isTrue();

      device.fixture.await(
          "the device is removed", () -> !device.whatsApp().isLinked(OURS.value()));
    }
  }

  @Test
  void reportsThatWhatsAppDoesNotLogItOut() {
    try (var device = new LinkedDeviceFixture(folder).linked()) {
      device.whatsApp().faults().refuseLogOuts();

      assertThat(device.connection.unlink()).isFalse();
      assertThat(device.whatsApp().isLinked(OURS.value())).isTrue();
    }
  }

  @Test
  void isLostWhenNumberIsBanned() {
    assertLost(Fault.BANNED, whatsApp -> whatsApp.ban(OURS.value()));
  }

  private void assertLost(Fault fault, Consumer<FakeWhatsApp> action) {
    try (var device = new LinkedDeviceFixture(folder).linked()) {
      action.accept(device.whatsApp());

      assertThat(device.await(Event.Lost.class)).isEqualTo(new Event.Lost(fault, Optional.empty()));
    }
  }

  @Test
  void isOutdatedWhenWhatsAppRequiresNewerClient() {
    try (var device = new LinkedDeviceFixture(folder)) {
      device.await(Event.Qr.class);
      device.connection.close();
      device.whatsApp().versions().requireUnknown();

      device
          .fixture
          .engine()
          .open(
              new Engine.Identity(SESSION, ACCOUNT, Map.of(), false),
              device.keys,
              device.events::add);

      assertThat(device.await(Event.Lost.class))
          .isEqualTo(new Event.Lost(Fault.OUTDATED, Optional.empty()));
    }
  }

  @Test
  void reportsUnknownOutcomeWhenConnectionBreaks() {
    try (var device = new LinkedDeviceFixture(folder).linked()) {
      device.whatsApp().acks(FakeWhatsApp.Acks.CUT);

      assertThat(device.connection.send(ID, THEM, Optional.empty(), HELLO))
          .isEqualTo(new Outcome.Failed(Fault.UNKNOWN_OUTCOME, Optional.empty()));
      assertThat(device.await(Event.Lost.class).fault()).isEqualTo(Fault.NOT_CONNECTED);
    }
  }

  @Test
  void publishesReceiptsReceivedWhileOffline() {
    try (var device = new LinkedDeviceFixture(folder).linked()) {
      device.send("ONE", THEM, HELLO);
      device.connection.close();
      device.fixture.await(
          "it is disconnected", () -> !device.whatsApp().isConnected(OURS.value()));
      device.whatsApp().deliver("ONE");
      device.whatsApp().read("ONE");

      device
          .fixture
          .engine()
          .open(
              new Engine.Identity(SESSION, ACCOUNT, Map.of(), false),
              device.keys,
              device.events::add);

      assertThat(
              List.of(
                  device.await(Event.Receipt.class).reached(),
                  device.await(Event.Receipt.class).reached()))
          .containsExactlyInAnyOrder(MessageStatus.DELIVERED, MessageStatus.READ);
    }
  }
}
