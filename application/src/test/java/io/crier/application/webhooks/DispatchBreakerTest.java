package io.crier.application.webhooks;

import static io.crier.application.webhooks.DispatchFixture.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.webhooks.Delivery;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatchBreakerTest {

  private final DispatchFixture fixture = new DispatchFixture();
  private final FakeReceivers receivers = fixture.receivers;

  @Test
  void opensTheBreakerAfterFiveFailuresWithoutUsingUpAttempts() {
    var dead = fixture.endpoint("dead");

    fixture.publish(20);
    fixture.pass(Duration.ofSeconds(30).minus(POLL));

    assertThat(receivers.posts(dead.url())).hasSize(8); // those started before the fifth failure
    assertThat(fixture.find(dead).health().failures()).isEqualTo(5);
    assertThat(fixture.logged(dead)).filteredOn(it -> it.delivery().attempts() == 0).hasSize(12);
  }

  @Test
  void probesWithOneDeliveryAfterTheBreak() {
    var dead = fixture.endpoint("dead");

    fixture.publish(20);
    fixture.pass(Duration.ofSeconds(30));
    assertThat(receivers.posts(dead.url())).hasSize(8 + 1);

    fixture.pass(Duration.ofSeconds(60).minus(POLL));
    assertThat(receivers.posts(dead.url())).hasSize(8 + 1);

    fixture.receives(dead, 200);
    fixture.pass(POLL);
    assertThat(fixture.states(dead)).filteredOn(it -> it == Delivery.State.DELIVERED).hasSize(19);
    fixture.pass(Duration.ofMinutes(6)); // the failed probe has a longer pause
    assertThat(fixture.states(dead)).containsOnly(Delivery.State.DELIVERED).hasSize(20);
    assertThat(fixture.find(dead).health().failures()).isZero();
  }

  @Test
  void holdsBackOtherDeliveriesDuringAProbe() {
    fixture.endpoint("dead");
    fixture.publish(20);
    fixture.pass(Duration.ofSeconds(30).minus(POLL));
    fixture.tick();
    fixture.executor.runQueued(); // claims, and starts the probe

    for (var i = 0; i < 10; i++) {
      fixture.tick();
      fixture.executor.runQueued();
    }

    assertThat(fixture.dispatch.underWay()).isEqualTo(1);
  }

  @Test
  void growsBreaksToTenMinutes() {
    var dead = fixture.endpoint("dead");

    fixture.publish(50);
    fixture.pass(Duration.ofHours(2));

    var posts = receivers.posts(dead.url());
    var pauses =
        IntStream.range(8, posts.size())
            .mapToObj(i -> Duration.between(posts.get(i - 1).at(), posts.get(i).at()))
            .map(Duration::toSeconds)
            .toList();
    assertThat(pauses).startsWith(30L, 60L, 120L, 240L, 480L, 600L, 600L).allMatch(it -> it <= 601);
  }
}
