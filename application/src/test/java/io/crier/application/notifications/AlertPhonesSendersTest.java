package io.crier.application.notifications;

import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertPhonesSendersTest {

  private final AlertPhonesFixture fixture = new AlertPhonesFixture();
  private final World world = fixture.world;
  private final Account operator = fixture.operator;
  private final Account acme = fixture.acme;

  @Test
  void keepsAlertsWaitingWithoutASender() {
    fixture.subscribe(acme, 1);
    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(60);
    assertThat(fixture.notifications(acme).getFirst().progress().status()).isEqualTo(QUEUED);

    var sender = fixture.sender();
    world.passSeconds(15);

    assertThat(fixture.bodies(sender)).hasSize(1);
  }

  @Test
  void reroutesAlertsOfALostSender() {
    var lost = fixture.sender();
    fixture.subscribe(acme, 1);
    fixture.subscribe(acme, 2);
    world.whatsApp.drop(lost.id());
    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(1);
    world.server.controlSession.stop(admin(operator), lost.id());

    var other = fixture.sender();
    world.passSeconds(15);

    assertThat(fixture.bodies(other)).hasSize(2);
    assertThat(fixture.notifications(acme))
        .allMatch(it -> fixture.steps(it).equals(List.of(QUEUED, SENDING, SENT, DELIVERED, READ)));
  }

  @Test
  void reroutesAlertsOfADeletedSender() {
    var deleted = fixture.sender();
    IntStream.range(0, 500).forEach(n -> fixture.subscribe(acme, n));
    world.whatsApp.drop(deleted.id());
    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(1);
    var other = fixture.sender();

    world.server.deleteSession.delete(admin(operator), deleted.id());
    world.passSeconds(15);

    assertThat(fixture.bodies(other)).hasSize(500);
  }

  @Test
  void keepsAlertsWithTheOnlySender() {
    var only = fixture.sender();
    fixture.subscribe(acme, 1);
    world.whatsApp.drop(only.id());
    fixture.ingest(fixture.post("Lift-off!"));
    world.server.controlSession.stop(admin(operator), only.id());
    world.passSeconds(60);
    assertThat(fixture.notifications(acme).getFirst().progress().status()).isEqualTo(QUEUED);

    world.whatsApp.heal(only.id());
    world.server.controlSession.start(admin(operator), only.id());
    world.passSeconds(60);

    assertThat(fixture.bodies(only)).hasSize(1);
  }

  @Test
  void skipsAccountsWithoutASender() {
    var own = world.create(acme, Pacing.NONE);
    world.server.controlSession.stop(admin(acme), own.id());
    world.database.run(() -> world.alertSenders.choose(acme.id(), Optional.of(own.id())));
    var sender = fixture.sender();
    var globex = world.account();
    IntStream.range(0, 500).forEach(n -> fixture.subscribe(acme, n));
    fixture.subscribe(globex, 501);

    fixture.ingest(fixture.post("Lift-off!"));
    world.passSeconds(5);

    assertThat(fixture.bodies(sender)).hasSize(1);
    assertThat(fixture.notifications(globex).getFirst().progress().status()).isEqualTo(READ);
  }
}
