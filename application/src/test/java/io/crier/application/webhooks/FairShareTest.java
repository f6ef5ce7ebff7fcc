package io.crier.application.webhooks;

import static io.crier.application.webhooks.DispatchFixture.POLL;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Slow endpoints of some accounts delay nobody else's. */
class FairShareTest {

  private static final Duration SLOW = Duration.ofSeconds(14);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final DispatchFixture fixture = new DispatchFixture();

  @Test
  void aHealthyEndpointGetsItsEventsWithinTwoSecondsBesideAThousandBadOnes() {
    var healthy = fixture.endpoint("healthy");
    fixture.receives(healthy, 200);
    var accounts = badEndpoints(4, 250);
    accounts.forEach(account -> fixture.publish(account, 20));
    fixture.pass(Duration.ofSeconds(30));

    for (var i = 1; i <= 10; i++) {
      fixture.publish();
      fixture.pass(SOON, POLL);
      assertThat(fixture.receivers.posts(healthy.url())).hasSize(i);
    }
  }

  @Test
  void eightyBadEndpointsDoNotHoldUpABurstForAnotherAccount() {
    var healthy = fixture.endpoint("healthy");
    fixture.receives(healthy, 200);
    var accounts = badEndpoints(4, 20);
    accounts.forEach(account -> fixture.publish(account, 50));
    fixture.pass(Duration.ofSeconds(1));

    fixture.publish(300);
    fixture.pass(SOON, POLL);

    assertThat(fixture.receivers.posts(healthy.url())).hasSize(300);
  }

  @Test
  void aSlowEndpointKeepsOnePlace() {
    var slow = fixture.endpoint("slow");
    fixture.receivesAfter(SLOW, slow, 200);
    fixture.publish(100);
    fixture.pass(Duration.ofSeconds(1));
    assertThat(fixture.dispatch.underWay()).isEqualTo(ClaimDeliveries.MOST_PER_ENDPOINT);

    fixture.pass(SLOW.plusSeconds(1));
    assertThat(fixture.dispatch.underWay()).isEqualTo(1);

    fixture.receives(slow, 200);
    fixture.pass(SLOW.plusSeconds(5));
    assertThat(fixture.states(slow)).hasSize(100).doesNotContain(Delivery.State.PENDING);
  }

  private List<AccountId> badEndpoints(int accounts, int each) {
    var bad = new ArrayList<AccountId>();
    for (var i = 0; i < accounts; i++) {
      var account = new AccountId(new UUID(7, i));
      bad.add(account);
      for (var number = 0; number < each; number++) {
        WebhookEndpoint endpoint = fixture.endpoint(account, "bad-" + i + "-" + number);
        fixture.receivesAfter(SLOW, endpoint, 200);
      }
    }
    return bad;
  }
}
