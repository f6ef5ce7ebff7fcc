package io.crier.application.webhooks;

import static io.crier.application.webhooks.DispatchFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.events.InMemoryEvents;
import io.crier.domain.events.EventType;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchDisabledEndpointsTest {

  private final DispatchFixture fixture = new DispatchFixture();
  private final InMemoryUnitOfWork unitOfWork = fixture.unitOfWork;
  private final FakeReceivers receivers = fixture.receivers;
  private final InMemoryEvents events = fixture.events;
  private final FollowDeliveries follow = fixture.follow;

  @Test
  void disablesAGoneReceiverAtOnce() {
    var gone = fixture.endpoint("gone");
    fixture.receives(gone, 410);
    var other = fixture.endpoint("other", EventType.WEBHOOK_DISABLED);
    fixture.receives(other, 200);

    fixture.publish();
    fixture.publish();
    fixture.pass(Duration.ofMinutes(1));
    fixture.publish();
    fixture.pass(Duration.ofHours(1));

    assertThat(fixture.find(gone).disabled()).contains("the receiver answered 410 Gone");
    assertThat(receivers.posts(gone.url())).hasSizeLessThanOrEqualTo(2);
    assertThat(fixture.states(gone)).containsOnly(Delivery.State.FAILED);
    assertThat(receivers.posts(other.url())).hasSize(1);
    assertThat(disabledEvents()).hasSize(1);
  }

  @Test
  void disablesAnEndpointThatFailsForADayAndPublishesIt() {
    var dead = fixture.endpoint("dead");
    var fine = fixture.endpoint("fine", EventType.WEBHOOK_DISABLED);
    fixture.receives(fine, 200);

    for (var hour = 0; hour < 24; hour++) {
      fixture.publish(2);
      fixture.pass(Duration.ofHours(1), Duration.ofSeconds(10));
      assertThat(disabledEvents()).as("after %d h", hour + 1).isEmpty();
    }
    fixture.pass(Duration.ofHours(1), Duration.ofSeconds(10));

    assertThat(disabledEvents())
        .singleElement()
        .extracting(WebhookEvent::webhook)
        .isEqualTo(dead.id());
    assertThat(receivers.posts(fine.url())).hasSize(1);
    assertThat(fixture.find(dead).disabled()).contains("no delivery succeeded for a day");
    var posts = receivers.posts(dead.url()).size();
    fixture.publish();
    fixture.pass(Duration.ofHours(1), Duration.ofSeconds(10));
    assertThat(receivers.posts(dead.url())).hasSize(posts);
    assertThat(fixture.states(dead)).containsOnly(Delivery.State.FAILED);
  }

  @Test
  void ignoresTheOutcomeOfATestEvent() {
    var tested = fixture.endpoint("tested", EventType.MESSAGE_STATUS);
    var other = fixture.endpoint("other");
    fixture.receives(other, 200);

    for (var i = 0; i < 30; i++) {
      follow.test(OWNER, tested.id());
      fixture.pass(Duration.ofHours(1), Duration.ofSeconds(10));
    }

    assertThat(receivers.posts(tested.url())).hasSize(30);
    assertThat(receivers.posts(other.url())).isEmpty();
    assertThat(fixture.states(tested)).containsOnly(Delivery.State.FAILED);
    assertThat(fixture.find(tested).health().failures()).isZero();
  }

  private List<WebhookEvent.Disabled> disabledEvents() {
    return unitOfWork.execute(events::all).stream()
        .filter(WebhookEvent.Disabled.class::isInstance)
        .map(WebhookEvent.Disabled.class::cast)
        .toList();
  }
}
