package io.crier.rest.door;

import static io.crier.rest.door.HttpProblem.REQUEST_TIMEOUT;
import static io.crier.rest.door.HttpProblem.TOO_MANY_SLOW_BODIES;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnfinishedBodiesTest {

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final VirtualTime time = new VirtualTime();
  private final UnfinishedBodies unfinished =
      new UnfinishedBodies(time.clockwork(), GRACE, 1_000, 2);

  @BeforeEach
  void start() {
    unfinished.start();
  }

  @Test
  void rejectsBodyThatIsTooSlowAfterTheGrace() {
    var body = arrivingFor("a");

    time.pass(GRACE);
    assertThat(body.rejection).isNull();
    time.pass(Duration.ofSeconds(2));
    assertThat(body.rejection).isEqualTo(REQUEST_TIMEOUT);
  }

  @Test
  void toleratesBodyOfTheMinimumRate() {
    var body = arrivingFor("a");

    for (var second = 0; second < 60; second++) {
      body.received += 1_000;
      time.pass(Duration.ofSeconds(1));
    }
    assertThat(body.rejection).isNull();
    time.pass(Duration.ofSeconds(12));
    assertThat(body.rejection).isEqualTo(REQUEST_TIMEOUT);
  }

  @Test
  void rejectsTheLatestOfTooManySlowBodiesOfOneOwner() {
    var first = arrivingFor("a");
    var second = arrivingFor("a");
    time.pass(Duration.ofMillis(10));
    var third = arrivingFor("a");
    var other = arrivingFor("b");

    time.pass(Duration.ofSeconds(4));

    assertThat(third.rejection).isEqualTo(TOO_MANY_SLOW_BODIES);
    assertThat(first.rejection).isNull();
    assertThat(second.rejection).isNull();
    assertThat(other.rejection).isNull();
  }

  @Test
  void toleratesManyBodiesThatArriveQuickly() {
    for (var round = 0; round < 10; round++) {
      var body = new FakeBody();
      var stop = unfinished.watch("a", body);
      time.pass(Duration.ofSeconds(1));
      stop.run();
      assertThat(body.rejection).isNull();
    }
    var slow = arrivingFor("a");
    time.pass(Duration.ofSeconds(5));
    assertThat(slow.rejection).isNull();
  }

  @Test
  void forgetsBodyThatHasArrived() {
    var body = new FakeBody();
    unfinished.watch("a", body).run();

    time.pass(Duration.ofMinutes(1));

    assertThat(body.rejection).isNull();
  }

  private FakeBody arrivingFor(String owner) {
    var body = new FakeBody();
    unfinished.watch(owner, body);
    return body;
  }

  private static final class FakeBody implements UnfinishedBodies.Body {

    private long received;
    private HttpProblem rejection;

    @Override
    public long received() {
      return received;
    }

    @Override
    public void reject(HttpProblem problem) {
      rejection = problem;
    }
  }
}
