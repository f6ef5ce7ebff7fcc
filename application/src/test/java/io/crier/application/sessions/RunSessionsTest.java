package io.crier.application.sessions;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionProblem;
import io.crier.domain.sessions.SessionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunSessionsTest {

  private final World world = new World();
  private final Account account = world.account();

  @Test
  void showsAPairingCode() {
    var session = world.create(account, Pacing.NONE);

    var code = world.server.linkSession.code(admin(account), session.id(), World.HOLDER);
    world.passSeconds(1);

    assertThat(code.join().value()).isEqualTo("ABCD-2345");
  }

  @Test
  void saysThatWhatsAppRefusesAPairingCode() {
    var session = world.create(account, Pacing.NONE);
    world.whatsApp.refuse(session.id(), World.HOLDER, Fault.RECIPIENT_REFUSED);

    var code = world.server.linkSession.code(admin(account), session.id(), World.HOLDER);
    world.passSeconds(1);

    assertThat(code)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            Refused.class,
            it -> assertThat(it.problem()).isEqualTo(SessionProblem.PAIRING_CODE_REFUSED));
  }

  @Test
  void showsAQrCodeAndConnectsOnceScanned() {
    var session = world.create(account, Pacing.NONE);
    assertThat(session.status()).isEqualTo(SessionStatus.AWAITING_SCAN);
    assertThat(world.server.linkSession.qr(admin(account), session.id()).join().value())
        .isEqualTo("2@fake");

    world.whatsApp.scan(session.id(), World.HOLDER);
    world.passSeconds(1);

    assertThat(status(session)).isEqualTo(SessionStatus.CONNECTED);
    assertThat(world.session(session).number()).contains(World.HOLDER);
    assertThat(world.session(session).link().linkedAt()).isPresent();
    assertThat(publishedStatuses(session))
        .containsSubsequence(
            SessionStatus.CONNECTING, SessionStatus.AWAITING_SCAN, SessionStatus.CONNECTED);
  }

  @Test
  void reconnectsWantedSessionsAfterARestart() {
    var on = world.connected(account, Pacing.NONE);
    var off = world.connected(account, Pacing.NONE);
    world.server.controlSession.stop(admin(account), off.id());
    world.passSeconds(1);
    world.crash();
    world.restart();
    world.passSeconds(2);

    assertThat(status(on)).isEqualTo(SessionStatus.CONNECTED);
    assertThat(world.whatsApp.isOpen(on.id())).isTrue();
    assertThat(status(off)).isEqualTo(SessionStatus.OFF);
    assertThat(world.whatsApp.isOpen(off.id())).isFalse();
  }

  @Test
  void opensConnectionsOneByOneAfterARestart() {
    var sessions = new ArrayList<Session>();
    for (int i = 0; i < 25; i++) {
      sessions.add(world.connected(account, Pacing.NONE));
    }
    world.crash();
    world.restart();

    var open = new ArrayList<Long>();
    for (int second = 0; second < 3; second++) {
      world.passSeconds(second == 0 ? 0.95 : 1);
      open.add(sessions.stream().filter(it -> world.whatsApp.isOpen(it.id())).count());
    }

    assertThat(open).containsExactly(10L, 20L, 25L);
  }

  @Test
  void opensNewSessionsBeforeThoseThatReconnect() {
    for (int i = 0; i < 25; i++) {
      world.connected(account, Pacing.NONE);
    }
    world.crash();
    world.restart();
    world.passSeconds(0.5);

    var created = world.create(account, Pacing.NONE);
    world.passSeconds(0.1);

    assertThat(status(created)).isEqualTo(SessionStatus.AWAITING_SCAN);
  }

  @Test
  void backsOffBetweenReconnects() {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.drop(session.id());
    world.passSeconds(1);
    assertThat(status(session)).isIn(SessionStatus.DISCONNECTED, SessionStatus.CONNECTING);

    world.pass(Duration.ofHours(1));
    var losses =
        publishedStatuses(session).stream().filter(SessionStatus.DISCONNECTED::equals).count();
    // Retrying every second would cause thousands; retrying at least every five minutes causes 12
    // or more.
    assertThat(losses).isBetween(12L, 60L);

    world.whatsApp.heal(session.id());
    world.pass(Duration.ofMinutes(5).plusSeconds(1));

    assertThat(status(session)).isEqualTo(SessionStatus.CONNECTED);
    assertThat(world.session(session).connectivity().lastError()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNLINKED", "BANNED", "REPLACED", "OUTDATED"})
  void doesNotReconnectUntilSomebodyActs(Fault fault) {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.report(session.id(), new Engine.Event.Lost(fault, Optional.empty()));
    world.pass(Duration.ofDays(1));

    assertThat(status(session)).isEqualTo(fault.status());
    assertThat(world.session(session).connectivity().lastError()).contains(fault.code());
    assertThat(publishedStatuses(session).getLast()).isEqualTo(fault.status());
    world.crash();
    world.restart();
    world.passSeconds(10);
    assertThat(status(session)).isEqualTo(fault.status());

    world.server.controlSession.start(admin(account), session.id());
    world.passSeconds(1);

    assertThat(status(session))
        .isEqualTo(fault == Fault.UNLINKED ? SessionStatus.AWAITING_SCAN : SessionStatus.CONNECTED);
  }

  @Test
  void clearsCredentialsWhenUnlinked() {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.report(session.id(), new Engine.Event.Lost(Fault.UNLINKED, Optional.empty()));
    world.passSeconds(1);

    assertThat(world.session(session).number()).isEmpty();
    assertThat(world.keyrings.of(session.id(), world.server.lease.node()).get("number")).isEmpty();
  }

  @Test
  void startsAndStopsIdempotently() {
    var session = world.connected(account, Pacing.NONE);
    var before = publishedStatuses(session).size();
    for (int twice = 0; twice < 2; twice++) {
      world.server.controlSession.start(admin(account), session.id());
      world.passSeconds(1);
    }
    assertThat(publishedStatuses(session)).hasSize(before);

    for (int twice = 0; twice < 2; twice++) {
      world.server.controlSession.stop(admin(account), session.id());
      world.passSeconds(1);
    }

    assertThat(publishedStatuses(session)).hasSize(before + 1);
    assertThat(world.session(session).connectivity().desired()).isEqualTo(DesiredState.OFF);
    assertThat(world.whatsApp.isOpen(session.id())).isFalse();
  }

  @Test
  void keepsShowingTheQrCodeAfterARename() {
    var session = world.create(account, Pacing.NONE);
    world.server.controlSession.change(admin(account), session.id(), it -> it.renamed("other"));
    world.passSeconds(1);

    assertThat(status(session)).isEqualTo(SessionStatus.AWAITING_SCAN);
  }

  @Test
  void rejectsDuplicateNamesWithinAnAccount() {
    var session = world.create(account, Pacing.NONE);

    assertRefused(
        SessionProblem.SESSION_NAME_TAKEN,
        () ->
            world.server.createSession.create(
                admin(account), session.name(), World.SIMULATOR, Map.of(), usual -> usual));
    assertThat(world.create(world.account(), Pacing.NONE)).isNotNull();
  }

  @Test
  void reconnectsAfterADatabaseOutage() {
    var session = world.connected(account, Pacing.NONE);
    world.server.failBeforeCommit(() -> true);
    world.whatsApp.drop(session.id());
    world.whatsApp.heal(session.id());
    world.passSeconds(5);
    assertThat(status(session)).isEqualTo(SessionStatus.CONNECTED);
    assertThat(world.server.runSessions.isConnected(session.id())).isFalse();

    world.server.heal();
    world.passSeconds(5);

    assertThat(publishedStatuses(session))
        .endsWith(SessionStatus.DISCONNECTED, SessionStatus.CONNECTING, SessionStatus.CONNECTED);
    assertThat(world.server.runSessions.isConnected(session.id())).isTrue();
  }

  @Test
  void startsTakenSessionsAfterADatabaseFailure() {
    var session = world.connected(account, Pacing.NONE);
    world.crash();
    var calls = new int[1];
    world.restart(server -> server.failBeforeCommit(() -> ++calls[0] > 2));
    world.passSeconds(3);
    assertThat(world.server.runSessions.isConnected(session.id())).isFalse();

    world.server.heal();
    world.passSeconds(5);

    assertThat(world.server.runSessions.isConnected(session.id())).isTrue();
    var message = world.accept(account, session, 1);
    world.passSeconds(5);
    assertThat(world.status(message)).isEqualTo(MessageStatus.READ);
  }

  @Test
  void renewsItsLeaseWhileItStillLooksForSessions() {
    world.connected(account, Pacing.NONE);
    var calls = new AtomicInteger();
    var valid = new AtomicBoolean();
    world.server.failBeforeCommit(
        () -> {
          if (calls.incrementAndGet() == 2) {
            world.passSeconds(20);
            valid.set(world.server.lease.isValid());
          }
          return false;
        });

    world.passSeconds(6);

    assertThat(valid).isTrue();
  }

  @Test
  void stopsWhenAnotherServerTakesItsNodeId() {
    var session = world.connected(account, Pacing.NONE);
    assertThat(world.server.lease.isValid()).isTrue();
    world.server.failBeforeCommit(() -> true);
    world.passSeconds(16);
    assertThat(world.server.lease.isValid()).isFalse();

    world.server.heal();
    world.database.run(() -> world.nodes.join("node", Duration.ofSeconds(15)));
    world.passSeconds(6);

    assertThat(world.server.lease.isValid()).isFalse();
    assertThat(world.server.runSessions.known(session.id())).isEmpty();
    assertThat(world.whatsApp.isOpen(session.id())).isFalse();
  }

  @Test
  void logsOutIdempotently() {
    var session = world.connected(account, Pacing.NONE);
    for (int twice = 0; twice < 2; twice++) {
      world.server.linkSession.logOut(admin(account), session.id());
      world.passSeconds(1);
    }
    assertThat(status(session)).isEqualTo(SessionStatus.UNLINKED);
    assertThat(world.session(session).number()).isEmpty();

    world.server.controlSession.start(admin(account), session.id());
    world.passSeconds(1);

    assertThat(status(session)).isEqualTo(SessionStatus.AWAITING_SCAN);
  }

  @Test
  void cancelsTheQueueOfARemovedSession() {
    var session = world.connected(account, Pacing.CAREFUL);
    var onItsWay = world.accept(account, session, 1);
    var waiting = world.accept(account, session, 2);
    world.passSeconds(0.2);
    assertThat(world.status(onItsWay)).isEqualTo(MessageStatus.SENDING);

    world.server.deleteSession.delete(admin(account), session.id());
    world.passSeconds(60);

    assertThat(world.status(onItsWay)).isEqualTo(MessageStatus.FAILED);
    assertThat(world.message(onItsWay).progress().fault()).contains(Fault.DELIVERY_UNKNOWN);
    assertThat(world.status(waiting)).isEqualTo(MessageStatus.CANCELLED);
    assertThat(world.server.showAccount.own(admin(account)).usage().sendsToday()).isZero();
    assertRefused(
        SessionProblem.SESSION_NOT_FOUND,
        () -> world.server.findSessions.find(admin(account), session.id()));
  }

  @Test
  void remembersContactsThatHaveWritten() {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.write(session.id(), MessageFixture.number(4), new Content.Text("hi"));
    world.passSeconds(1);

    assertThat(
            world.database.execute(
                () -> world.contacts.find(session.id(), MessageFixture.number(4))))
        .hasValueSatisfying(contact -> assertThat(contact.isNew()).isFalse());
  }

  private SessionStatus status(Session session) {
    return world.session(session).status();
  }

  private List<SessionStatus> publishedStatuses(Session session) {
    return world.events().stream()
        .filter(SessionEvent.StatusChanged.class::isInstance)
        .map(SessionEvent.StatusChanged.class::cast)
        .filter(event -> event.session().equals(session.id()))
        .map(SessionEvent.StatusChanged::status)
        .toList();
  }
}
