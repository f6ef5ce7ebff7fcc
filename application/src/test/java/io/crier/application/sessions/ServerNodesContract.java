package io.crier.application.sessions;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.OVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.ServerNode.Load;
import io.crier.application.sessions.ServerNode.State;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ServerNodes} promises, in memory or in a database. */
public interface ServerNodesContract {

  ServerNodes serverNodes();

  Nodes nodes();

  Sessions sessions();

  UnitOfWork unitOfWork();

  @Test
  default void listsNodesWithTheirVersions() {
    started("b", "1.1");
    started("a", "1.0");

    assertThat(list()).extracting(ServerNode::id).containsExactly("a", "b");
    assertThat(list().getFirst().version()).contains("1.0");
    assertThat(list().getFirst().startedAt()).isPresent();
    assertThat(list()).extracting(ServerNode::state).containsOnly(State.ALIVE);
    assertThat(list()).extracting(ServerNode::load).containsOnly(new Load(0, 0, 0));
  }

  @Test
  default void tellsNodesThatStoppedFromSilentOnes() {
    var stopped = started("a", "1.0");
    unitOfWork()
        .run(
            () -> {
              nodes().leave(stopped);
              serverNodes().stopped(stopped);
            });
    var silent = started("b", "1.0");
    unitOfWork().execute(() -> nodes().renew(silent, OVER));

    assertThat(list()).extracting(ServerNode::state).containsExactly(State.STOPPED, State.SILENT);
  }

  @Test
  default void ignoresTheEndOfAnEarlierRun() {
    var earlier = started("a", "1.0");
    started("a", "1.1");
    unitOfWork().run(() -> serverNodes().stopped(earlier));

    assertThat(list()).extracting(ServerNode::state).containsExactly(State.ALIVE);
    assertThat(list().getFirst().version()).contains("1.1");
  }

  @Test
  default void countsTheSessionsOfEachNode() {
    save(SessionsContract.session(ACME, "off", NOON).stop());
    save(
        SessionsContract.session(ACME, "connected", NOON)
            .linked(new PhoneNumber("+966501234567"), NOON)
            .seen(SessionStatus.CONNECTED, Optional.empty()));
    save(
        SessionsContract.session(ACME, "banned", NOON)
            .seen(SessionStatus.BANNED, Optional.empty()));
    var node = started("a", "1.0");
    unitOfWork().execute(() -> sessions().take(node, 3));
    save(SessionsContract.session(ACME, "of nobody", NOON));

    assertThat(list()).extracting(ServerNode::load).containsExactly(new Load(3, 1, 1));
  }

  @Test
  default void forgetsNodesThatAreLongGone() {
    var gone = started("a", "1.0");
    unitOfWork().execute(() -> nodes().renew(gone, Duration.ofDays(-8)));

    assertThat(list()).isEmpty();
  }

  @Test
  default void knowsWhereTheOwnerOfASessionIsReached() {
    var session = SessionsContract.session(ACME, "owned", NOON);
    save(session);
    assertThat(ownerOf(session.id())).isEmpty();
    var owner = started("a", "1.0");
    started("b", "1.0");
    unitOfWork().execute(() -> sessions().take(owner, 3));

    assertThat(ownerOf(session.id()))
        .contains(new ServerNodes.Owner("a", Optional.of(address("a"))));
    assertThat(list().getFirst().address()).contains(address("a"));

    unitOfWork().execute(() -> nodes().renew(owner, OVER));
    assertThat(ownerOf(session.id())).isEmpty();
  }

  @Test
  default void ownsNothingInALaterRunThatAnEarlierOneOwned() {
    var session = SessionsContract.session(ACME, "owned", NOON);
    save(session);
    var owner = started("a", "1.0");
    unitOfWork().execute(() -> sessions().take(owner, 3));
    started("a", "1.0");

    assertThat(ownerOf(session.id())).isEmpty();
  }

  @Test
  default void drainsNodesThatAreAlive() {
    var node = started("a", "1.0");
    var other = started("b", "1.0");
    save(SessionsContract.session(ACME, "one", NOON));
    assertThat(spread(node)).isEqualTo(new ServerNodes.Spread(1, 1, false));

    assertThat(drain("a", true)).isTrue();
    assertThat(drain("a", true)).isTrue();
    assertThat(drain("unknown", true)).isFalse();
    assertThat(list()).extracting(ServerNode::drained).containsExactly(true, false);
    assertThat(spread(node)).isEqualTo(new ServerNodes.Spread(1, 1, true));
    assertThat(spread(other)).isEqualTo(new ServerNodes.Spread(1, 0, false));

    assertThat(drain("a", false)).isTrue();
    assertThat(spread(node)).isEqualTo(new ServerNodes.Spread(1, 1, false));

    unitOfWork().execute(() -> nodes().renew(other, OVER));
    assertThat(drain("b", true)).isFalse();
    assertThat(spread(node)).isEqualTo(new ServerNodes.Spread(1, 0, false));
  }

  @Test
  default void fillsADrainedNodeThatStartsAgain() {
    started("a", "1.0");
    drain("a", true);

    var again = started("a", "1.0");

    assertThat(spread(again).drained()).isFalse();
  }

  @Test
  default void countsOthersThatHaveSettled() {
    var node = started("a", "1.0");
    started("b", "1.0");

    assertThat(unitOfWork().execute(() -> serverNodes().spread(node, Duration.ofMinutes(1))))
        .isEqualTo(new ServerNodes.Spread(0, 0, false));
  }

  private boolean drain(String id, boolean drained) {
    return unitOfWork().execute(() -> serverNodes().drain(id, drained));
  }

  private ServerNodes.Spread spread(Node node) {
    return unitOfWork().execute(() -> serverNodes().spread(node, Duration.ZERO));
  }

  private Optional<ServerNodes.Owner> ownerOf(SessionId session) {
    return unitOfWork().execute(() -> serverNodes().ownerOf(session));
  }

  private static URI address(String id) {
    return URI.create("http://" + id + ":9080");
  }

  private Node started(String id, String version) {
    return unitOfWork()
        .execute(
            () -> {
              var node = nodes().join(id, LEASE);
              serverNodes().started(node, version, Optional.of(address(id)));
              return node;
            });
  }

  private void save(Session session) {
    unitOfWork().run(() -> sessions().save(session));
  }

  private List<ServerNode> list() {
    return unitOfWork().execute(() -> serverNodes().list(Duration.ofDays(7)));
  }
}
