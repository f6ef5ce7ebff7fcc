package io.crier.application.webhooks;

import static io.crier.application.webhooks.DispatchFixture.NOON;
import static io.crier.application.webhooks.DispatchFixture.OWNER;
import static io.crier.application.webhooks.DispatchFixture.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.webhooks.Delivery;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DispatchReplaysTest {

  private final DispatchFixture fixture = new DispatchFixture();
  private final InMemoryUnitOfWork unitOfWork = fixture.unitOfWork;
  private final InMemoryWebhooks webhooks = fixture.webhooks;
  private final FakeReceivers receivers = fixture.receivers;
  private final FollowDeliveries follow = fixture.follow;

  @Test
  void replaysADeliveryUnderItsOldId() {
    var endpoint = fixture.endpoint("fine");
    fixture.receives(endpoint, 200);
    var early = fixture.publish();
    fixture.pass(Duration.ofMinutes(1));
    var late = fixture.publish();
    fixture.pass(Duration.ofMinutes(1));

    assertThat(follow.replay(OWNER, endpoint.id(), NOON.plusSeconds(30))).isEqualTo(1);
    fixture.pass(POLL);
    follow.replay(OWNER, endpoint.id(), fixture.logged(endpoint).getLast().delivery().id());
    fixture.pass(POLL);

    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .containsExactly(early, late, late, early);
  }

  @Test
  void replaysEventsMissedByADisabledEndpoint() {
    var endpoint = fixture.endpoint("gone");
    fixture.receives(endpoint, 410);
    var killed = fixture.publish();
    fixture.pass(Duration.ofSeconds(1));
    var missed = fixture.publish();
    fixture.pass(Duration.ofDays(1), Duration.ofMinutes(1));
    fixture.receives(endpoint, 200);

    var enabled = fixture.find(endpoint).enable();
    unitOfWork.run(() -> webhooks.save(enabled));
    follow.replay(OWNER, endpoint.id(), NOON);
    fixture.pass(Duration.ofSeconds(1));

    assertThat(receivers.posts(endpoint.url()))
        .extracting(FakeReceivers.Post::event)
        .contains(killed, missed);
    assertThat(fixture.states(endpoint)).containsOnly(Delivery.State.DELIVERED);
  }
}
