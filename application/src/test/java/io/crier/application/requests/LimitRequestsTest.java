package io.crier.application.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.StoreUnavailable;
import io.crier.application.UnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.sessions.InMemoryNodes;
import io.crier.application.sessions.Node;
import io.crier.application.sessions.OtherNodes;
import io.crier.domain.requests.RequestLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Three nodes, whose callers all belong to one account. */
class LimitRequestsTest {

  private static final RequestLimit LIMIT = new RequestLimit(600, Duration.ofMinutes(1));
  private static final Duration TERM = Duration.ofDays(1);

  private final VirtualTime time = new VirtualTime();
  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryNodes nodes = new InMemoryNodes(unitOfWork, time);
  private final InMemoryRequestPools pools = new InMemoryRequestPools(unitOfWork, time);
  private final List<LimitRequests> servers = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final UnitOfWork database =
      new UnitOfWork() {
        @Override
        public <T> T execute(Supplier<T> work) {
          if (isDown) {
            throw new StoreUnavailable("the database does not answer", null);
          }
          return unitOfWork.execute(work);
        }
      };
  private boolean isDown;
  private Node last;

  LimitRequestsTest() {
    for (var number = 1; number <= 3; number++) {
      var id = "node-" + number;
      last = unitOfWork.execute(() -> nodes.join(id, TERM));
      var node = last;
      var others = new OtherNodes(nodes, () -> node, database, time.clockwork());
      others.start();
      var server = new LimitRequests(pools, others, database, time.clockwork());
      server.start();
      servers.add(server);
      time.pass(Duration.ofMillis(300));
    }
    time.pass(Duration.ofSeconds(1));
  }

  @Test
  void holdsTheLimitForCallersOfAllNodes() {
    assertThat(allowedWithin(Duration.ofMinutes(3), 50, anyNode()))
        .isCloseTo(4 * 600, withPercentage(5));
  }

  @Test
  void holdsTheLimitForCallersOfOneNode() {
    assertThat(allowedWithin(Duration.ofMinutes(3), 50, () -> 0))
        .isCloseTo(4 * 600, withPercentage(5));
  }

  @Test
  void holdsTheLimitForCallersThatMove() {
    var calls = new int[1];

    assertThat(allowedWithin(Duration.ofMinutes(3), 50, () -> calls[0]++ / 700 % 3))
        .isCloseTo(4 * 600, withPercentage(5));
  }

  @Test
  void holdsTheLimitForBurstsAfterSilence() {
    var allowed = 0;
    for (var burst = 0; burst < 10; burst++) {
      allowed += allowed(1_000, anyNode());
      time.pass(Duration.ofSeconds(30));
    }

    assertThat(allowed).isCloseTo(600 + 9 * 300, withPercentage(5));
  }

  @Test
  void letsTheWholeLimitThroughAtOnceOnOneNode() {
    assertThat(allowed(600, () -> 2)).isEqualTo(600);
    assertThat(allowed(600, () -> 2)).isZero();
  }

  @Test
  void refusesNobodyBelowTheLimit() {
    for (var second = 0; second < 180; second++) {
      assertThat(allowed(9, anyNode())).isEqualTo(9);
      time.pass(Duration.ofSeconds(1));
    }
  }

  @Test
  void asksTheDatabaseNotForEachRequest() {
    var requests = 180 * 100;
    for (var second = 0; second < 180; second++) {
      allowed(100, anyNode());
      time.pass(Duration.ofSeconds(1));
    }

    assertThat(pools.exchanges()).isLessThan(requests / 5);
  }

  @Test
  void saysWhenToTryAgain() {
    allowed(600, () -> 0);
    var refused = servers.getFirst().count("account", LIMIT);
    assertThat(refused.allowed()).isFalse();
    assertThat(refused.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(1));

    time.pass(refused.retryAfter());

    assertThat(servers.getFirst().count("account", LIMIT).allowed()).isTrue();
  }

  @Test
  void letsItsShareThroughWhileTheDatabaseDoesNotAnswer() {
    allowed(600, () -> 0);
    isDown = true;

    assertThat(allowedWithin(Duration.ofSeconds(30), 50, () -> 0)).isBetween(30, 30 * 10);
  }

  @Test
  void isSharedOnlyWithOtherNodes() {
    assertThat(servers.getFirst().isShared()).isTrue();

    unitOfWork.run(() -> nodes.leave(last));
    unitOfWork.run(() -> nodes.leave(new Node("node-2", 1)));
    time.pass(Duration.ofSeconds(2));

    assertThat(servers.getFirst().isShared()).isFalse();
  }

  private IntSupplier anyNode() {
    return () -> random.nextInt(3);
  }

  /** How many requests are let through of this many per second. */
  private int allowedWithin(Duration duration, int perSecond, IntSupplier node) {
    var allowed = 0;
    for (var call = 0; call < duration.toSeconds() * perSecond; call++) {
      allowed += allowed(1, node);
      time.pass(Duration.ofSeconds(1).dividedBy(perSecond));
    }
    return allowed;
  }

  private int allowed(int requests, IntSupplier node) {
    var allowed = 0;
    for (var request = 0; request < requests; request++) {
      if (servers.get(node.getAsInt()).count("account", LIMIT).allowed()) {
        allowed++;
      }
    }
    return allowed;
  }
}
