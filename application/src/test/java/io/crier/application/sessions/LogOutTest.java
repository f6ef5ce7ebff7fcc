package io.crier.application.sessions;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionProblem;
import io.crier.domain.sessions.SessionStatus;
import org.junit.jupiter.api.Test;

/** How sessions that are not connected are logged out. */
class LogOutTest {

  private final World world = new World();
  private final Account account = world.account();

  @Test
  void connectsAStoppedSessionOnceToLogItOut() {
    var session = world.connected(account, Pacing.NONE);
    world.server.controlSession.stop(admin(account), session.id());
    world.passSeconds(1);

    var done = world.server.linkSession.logOut(admin(account), session.id());
    assertThat(done).isNotDone();
    world.passSeconds(1);

    assertThat(done.join().connectivity().lastError()).isEmpty();
    assertThat(world.whatsApp.isLinked(session.id())).isFalse();
    assertThat(world.whatsApp.isOpen(session.id())).isFalse();
    assertThat(world.session(session).status()).isEqualTo(SessionStatus.UNLINKED);
    assertThat(world.session(session).connectivity().desired()).isEqualTo(DesiredState.OFF);
    world.server.controlSession.start(admin(account), session.id());
    world.passSeconds(1);
    assertThat(world.session(session).status()).isEqualTo(SessionStatus.AWAITING_SCAN);
  }

  @Test
  void connectsAStoppedSessionOnceBeforeItIsDeleted() {
    var session = world.connected(account, Pacing.NONE);
    world.server.controlSession.stop(admin(account), session.id());
    world.passSeconds(1);

    world.server.deleteSession.delete(admin(account), session.id());
    world.passSeconds(1);

    assertThat(world.whatsApp.isLinked(session.id())).isFalse();
    assertRefused(
        SessionProblem.SESSION_NOT_FOUND,
        () -> world.server.findSessions.find(admin(account), session.id()));
  }

  @Test
  void tellsThatTheDeviceRemainsIfWhatsAppCannotBeReached() {
    var session = world.connected(account, Pacing.NONE);
    world.server.controlSession.stop(admin(account), session.id());
    world.passSeconds(1);
    world.whatsApp.drop(session.id());

    var done = world.server.linkSession.logOut(admin(account), session.id());
    world.passSeconds(16);

    assertThat(done.join().connectivity().lastError()).contains(Session.DEVICE_REMAINS);
    assertThat(world.session(session).number()).isEmpty();
    var again = world.server.linkSession.logOut(admin(account), session.id());
    assertThat(again.join().connectivity().lastError()).contains(Session.DEVICE_REMAINS);
  }

  @Test
  void tellsThatTheDeviceRemainsIfWhatsAppRefusesToLogItOut() {
    var session = world.connected(account, Pacing.NONE);
    world.whatsApp.refusesLogOuts = true;

    var done = world.server.linkSession.logOut(admin(account), session.id());
    world.passSeconds(1);

    assertThat(done.join().connectivity().lastError()).contains(Session.DEVICE_REMAINS);
    assertThat(world.session(session).status()).isEqualTo(SessionStatus.UNLINKED);
  }

  @Test
  void givesUpLoggingOutWhenWhatsAppIsSilent() {
    var session = world.connected(account, Pacing.NONE);
    world.server.controlSession.stop(admin(account), session.id());
    world.passSeconds(1);
    world.whatsApp.mute();

    var done = world.server.deleteSession.delete(admin(account), session.id());
    world.passSeconds(14);
    assertThat(done).isNotDone();
    world.passSeconds(2);

    assertThat(done.join().connectivity().lastError()).contains(Session.DEVICE_REMAINS);
  }
}
