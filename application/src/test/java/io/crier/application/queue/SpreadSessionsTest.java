package io.crier.application.queue;

import static io.crier.application.Actors.operator;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.NODE_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Server;
import io.crier.application.World;
import io.crier.application.sessions.DrainNode;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.application.sessions.ServerNode;
import io.crier.application.sessions.ShowNodes;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions are spread over the nodes, and move gently. */
class SpreadSessionsTest {

  private static final int SESSIONS = 40;

  private final World world = new World();
  private final Account account = world.account();
  private final List<Session> sessions =
      IntStream.range(0, SESSIONS).mapToObj(i -> world.connected(account, Pacing.NONE)).toList();
  private final ShowNodes showNodes = new ShowNodes(world.serverNodes, world.database);
  private final DrainNode drainNode = new DrainNode(world.serverNodes, showNodes, world.database);

  @Test
  void givesANewNodeItsShareAFewSessionsASecond() {
    var other = world.startNode("second");
    for (var before = 0; before < SESSIONS / 2; before = running(other)) {
      world.pass(Duration.ofSeconds(1));
      assertThat(running(other) - before).isBetween(0, Server.MOVES_PER_SECOND);
      if (running(world.server) == SESSIONS / 2) {
        break;
      }
    }
    world.pass(Duration.ofSeconds(5));

    assertThat(running(world.server)).isEqualTo(SESSIONS / 2);
    assertThat(running(other)).isEqualTo(SESSIONS / 2);
    assertThat(world.server.runSessions.connected() + other.runSessions.connected())
        .isEqualTo(SESSIONS);
  }

  @Test
  void givesNothingToANodeThatHasJustStarted() {
    var other = world.startNode("second");

    world.pass(Duration.ofSeconds(10));
    assertThat(running(other)).isZero();
    assertThat(running(world.server)).isEqualTo(SESSIONS);

    world.pass(Duration.ofMinutes(1));
    assertThat(running(other)).isEqualTo(SESSIONS / 2);
  }

  @Test
  void aNodeThatHasJustStartedLeavesWhatIsFreeToTheOthers() {
    world.pass(Duration.ofMinutes(1));
    var other = world.startNode("second");
    world.pass(Duration.ofMinutes(1));
    var third = world.startNode("third");
    world.pass(Duration.ofSeconds(2));

    world.server.runSessions.stop();
    world.pass(Duration.ofSeconds(5));

    assertThat(running(third)).isZero();
    assertThat(running(other)).isEqualTo(SESSIONS);
  }

  @Test
  void aNodeThatHasJustStartedTakesEverythingIfItIsAlone() {
    var other = world.startNode("second");
    world.pass(Duration.ofSeconds(2));

    world.server.runSessions.stop();
    world.pass(Duration.ofSeconds(5));

    assertThat(running(other)).isEqualTo(SESSIONS);
  }

  @Test
  void movesNothingBackAndForth() {
    var other = world.startNode("second");
    world.pass(Duration.ofMinutes(1));
    var before = other.runSessions.ids();
    world.create(account, Pacing.NONE);
    world.create(account, Pacing.NONE);

    world.pass(Duration.ofMinutes(10));

    assertThat(other.runSessions.ids()).containsAll(before);
    assertThat(running(world.server) + running(other)).isEqualTo(SESSIONS + 2);
  }

  @Test
  void aDrainedNodeGivesUpEverythingAndTakesNothing() {
    var other = world.startNode("second");
    var drained = drain(world.server);
    assertThat(drained.drained()).isTrue();

    world.pass(Duration.ofMinutes(1));
    assertThat(running(world.server)).isZero();
    assertThat(running(other)).isEqualTo(SESSIONS);

    drainNode.fill(operator(account), world.server.lease.node().id());
    world.pass(Duration.ofMinutes(1));
    assertThat(running(world.server)).isEqualTo(SESSIONS / 2);
  }

  @Test
  void theLastNodeKeepsItsSessions() {
    drain(world.server);

    world.pass(Duration.ofMinutes(1));

    assertThat(running(world.server)).isEqualTo(SESSIONS);
  }

  @Test
  void drainsNoUnknownNode() {
    assertRefused(NODE_NOT_FOUND, () -> drainNode.drain(operator(account), "unknown"));
  }

  @Test
  void sendsEverythingOnceAndInOrderWhileSessionsMove() {
    for (var session : sessions.subList(0, 10)) {
      for (var to = 1; to <= 20; to++) {
        world.accept(account, session, to);
      }
    }
    world.startNode("second");
    drain(world.server);

    world.pass(Duration.ofMinutes(10));

    for (var session : sessions.subList(0, 10)) {
      assertThat(world.whatsApp.sent(session.id()))
          .extracting(InMemoryWhatsApp.Sent::body)
          .containsExactlyElementsOf(
              IntStream.rangeClosed(1, 20).mapToObj(to -> "hello " + to).toList());
    }
    assertThat(running(world.server)).isZero();
  }

  private ServerNode drain(Server node) {
    return drainNode.drain(operator(account), node.lease.node().id());
  }

  private static int running(Server node) {
    return node.runSessions.running();
  }
}
