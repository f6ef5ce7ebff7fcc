package io.crier.application.sessions;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;
import static io.crier.domain.sessions.SessionProblem.OWNER_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crier.application.Server;
import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What needs the connection of a session is done by the node that has it. */
class RunElsewhereTest {

  private static final PhoneNumber NUMBER = new PhoneNumber("+966501234567");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @Test
  void namesTheOwnerOfTheConnection() {
    var other = world.startNode("second");

    assertThatExceptionOfType(RunElsewhere.class)
        .isThrownBy(() -> check(other))
        .satisfies(
            elsewhere -> {
              assertThat(elsewhere.node()).isEqualTo(world.server.lease.node().id());
              assertThat(elsewhere.address()).isEqualTo(address(world.server));
            });
    check(world.server);
  }

  @Test
  void logsOutAndDeletesOnlyWhereTheDeviceIsConnected() {
    var other = world.startNode("second");

    assertThatExceptionOfType(RunElsewhere.class)
        .isThrownBy(() -> other.linkSession.logOut(admin(account), session.id()));
    assertThatExceptionOfType(RunElsewhere.class)
        .isThrownBy(() -> other.deleteSession.delete(admin(account), session.id()));
    assertThat(world.server.runSessions.isConnected(session.id())).isTrue();
  }

  @Test
  void asksToRetryWhileNobodyRunsTheSession() {
    var other = world.startNode("second");
    world.server.die();
    world.pass(Lease.TERM.plus(Duration.ofSeconds(1)));

    assertRefused(OWNER_UNAVAILABLE, () -> check(other));

    world.pass(Duration.ofSeconds(30));
    check(other);
  }

  @Test
  void isNotConnectedWhereThereIsNoOtherNode() {
    var alone = world.create(account, Pacing.CAREFUL);

    assertRefused(
        NOT_CONNECTED, () -> world.server.checkNumber.check(admin(account), alone.id(), NUMBER));
  }

  private void check(Server by) {
    by.checkNumber.check(admin(account), session.id(), NUMBER);
  }

  private URI address(Server of) {
    return world.database.execute(
        () -> world.serverNodes.ownerOf(session.id()).orElseThrow().address().orElseThrow());
  }
}
