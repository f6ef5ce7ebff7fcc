package io.crier.application.webhooks;

import static io.crier.application.webhooks.DispatchFixture.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.events.EventId;
import io.crier.domain.events.EventType;
import io.crier.domain.webhooks.Delivery;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchDeliveriesTest {

  private final DispatchFixture fixture = new DispatchFixture();
  private final FakeReceivers receivers = fixture.receivers;

  @Test
  void postsAnEventOnceToEachSubscribedEndpoint() {
    var all = fixture.endpoint("all");
    var restrictions = fixture.endpoint("restrictions", EventType.SESSION_RESTRICTION);
    var messages = fixture.endpoint("messages", EventType.MESSAGE_STATUS);
    List.of(all, restrictions, messages).forEach(it -> fixture.receives(it, 200));

    var event = fixture.publish();
    fixture.pass(Duration.ofMinutes(1));

    assertThat(receivers.posts(all.url()))
        .extracting(FakeReceivers.Post::event)
        .containsExactly(event);
    assertThat(receivers.posts(restrictions.url())).hasSize(1);
    assertThat(receivers.posts(messages.url())).isEmpty();
    assertThat(fixture.states(all)).containsExactly(Delivery.State.DELIVERED);
  }

  @Test
  void limitsConcurrentPostsToAnEndpointWithoutDelayingOthers() {
    var slow = fixture.endpoint("slow");
    fixture.receives(slow, 200);
    fixture.publish(100);
    fixture.executor.runQueued(); // starts the first eight posts, which stay in progress
    assertThat(fixture.dispatch.underWay()).isEqualTo(8);

    var quick = fixture.endpoint("quick");
    fixture.receives(quick, 200);
    fixture.publish(1);
    fixture.executor.runQueued();
    assertThat(fixture.dispatch.underWay()).isEqualTo(8 + 1);
    fixture.executor.runQueued();

    assertThat(receivers.posts(quick.url())).hasSize(1);
    assertThat(receivers.posts(slow.url())).isEmpty();
  }

  @Test
  void doesNotDelayOthersForADeadEndpoint() {
    var dead = fixture.endpoint("dead");
    var fine = fixture.endpoint("fine");
    fixture.receives(fine, 200);

    for (var i = 0; i < 1_000; i++) {
      var event = fixture.publish();
      fixture.pass(POLL);
      assertThat(receivers.posts(fine.url())).hasSize(i + 1);
      assertThat(receivers.posts(fine.url()).getLast().event()).isEqualTo(event);
    }
    assertThat(receivers.posts(dead.url())).hasSizeLessThan(50);
  }

  @Test
  void redeliversUnderTheSameIdAfterACrash() {
    var endpoint = fixture.endpoint("fine");
    fixture.receives(endpoint, 200);
    var event = fixture.publish();
    fixture.executor.runQueued(); // claims
    fixture.executor.runQueued(); // posts; the result is never recorded
    assertThat(receivers.posts(endpoint.url())).hasSize(1);

    fixture.restart();
    fixture.pass(Duration.ofSeconds(59));
    assertThat(receivers.posts(endpoint.url())).hasSize(1);
    fixture.pass(Duration.ofSeconds(2));

    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .containsExactly(event, event);
    assertThat(fixture.states(endpoint)).containsExactly(Delivery.State.DELIVERED);
  }

  @Test
  void deliversTenThousandEventsAfterAnHourOfSilence() {
    var endpoint = fixture.endpoint("down");
    var published = new HashSet<EventId>();
    for (var i = 0; i < 100; i++) {
      published.addAll(fixture.publish(100));
      fixture.pass(Duration.ofSeconds(36), Duration.ofSeconds(1));
    }
    assertThat(fixture.find(endpoint).disabled()).isEmpty();
    var burnt = receivers.posts(endpoint.url()).size();

    fixture.receives(endpoint, 200);
    fixture.pass(Duration.ofHours(13), Duration.ofSeconds(60));

    assertThat(burnt).isLessThan(30);
    assertThat(fixture.states(endpoint)).hasSize(10_000).containsOnly(Delivery.State.DELIVERED);
    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .containsAll(published);
    assertThat(receivers.posts(endpoint.url())).hasSize(10_000 + burnt);
  }

  @Test
  void postsNothingAfterAStop() {
    var endpoint = fixture.endpoint("fine");
    fixture.receives(endpoint, 200);
    fixture.dispatch.stop();

    fixture.publish();
    fixture.pass(Duration.ofMinutes(1));

    assertThat(receivers.posts(endpoint.url())).isEmpty();
    assertThat(fixture.states(endpoint)).containsExactly(Delivery.State.PENDING);
  }
}
