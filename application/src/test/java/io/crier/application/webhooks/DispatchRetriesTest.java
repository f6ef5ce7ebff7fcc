package io.crier.application.webhooks;

import static io.crier.application.webhooks.DispatchFixture.POLL;
import static io.crier.application.webhooks.DispatchFixture.url;
import static io.crier.application.webhooks.FakeReceivers.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.webhooks.Delivery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DispatchRetriesTest {

  private final DispatchFixture fixture = new DispatchFixture();
  private final FakeReceivers receivers = fixture.receivers;

  @Test
  void triesADeadReceiverTenTimesOverThreeDays() {
    var dead = fixture.endpoint("dead");

    var event = fixture.publish();
    fixture.pass(Duration.ofHours(100), Duration.ofSeconds(1));

    var posts = receivers.posts(dead.url());
    assertThat(posts).extracting(FakeReceivers.Post::event).containsOnly(event);
    assertThat(posts)
        .extracting(FakeReceivers.Post::attempt)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    var pauses = List.of(5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400);
    for (var i = 0; i < pauses.size(); i++) {
      var pause = Duration.between(posts.get(i).at(), posts.get(i + 1).at());
      assertThat(pause.toMillis())
          .as("pause %d", i + 1)
          .isBetween(pauses.get(i) * 800L, pauses.get(i) * 1_200L + 1_000);
    }
    assertThat(fixture.states(dead)).containsExactly(Delivery.State.FAILED);
    assertThat(fixture.logged(dead).getFirst().attempts()).hasSize(10);
    assertThat(fixture.find(dead).disabled()).isEmpty();
  }

  @Test
  void retriesAfterAnyStatusButSuccess() {
    for (var status : new int[] {301, 400, 404, 429, 500, 503}) {
      var endpoint = fixture.endpoint("status" + status);
      fixture.receives(endpoint, status);
    }

    fixture.publish();
    fixture.pass(Duration.ofSeconds(10));

    for (var status : new int[] {301, 400, 404, 429, 500, 503}) {
      assertThat(receivers.posts(url("status" + status))).as("%d", status).hasSize(2);
    }
  }

  @Test
  void honoursALongerRetryAfter() {
    var busy = fixture.endpoint("busy");
    receivers.at(busy.url(), post -> answer(503, Duration.ofMinutes(10)));

    fixture.publish();
    fixture.pass(Duration.ofMinutes(10).minus(POLL));
    assertThat(receivers.posts(busy.url())).hasSize(1);

    fixture.pass(POLL);
    assertThat(receivers.posts(busy.url())).hasSize(2);
  }

  @Test
  void ignoresAShorterRetryAfter() {
    var hasty = fixture.endpoint("hasty");
    receivers.at(hasty.url(), post -> answer(429, Duration.ZERO));

    fixture.publish();
    fixture.pass(Duration.ofMillis(3_999));

    assertThat(receivers.posts(hasty.url())).hasSize(1);
  }

  @Test
  void neverRetriesRejectedDelivery() {
    var endpoint = fixture.endpoint("rejecting");
    receivers.at(endpoint.url(), post -> answer(422, Receivers.Verdict.REJECTED));

    fixture.publish();
    fixture.pass(Duration.ofHours(1), Duration.ofMinutes(1));

    assertThat(receivers.posts(endpoint.url())).hasSize(1);
    assertThat(fixture.states(endpoint)).containsExactly(Delivery.State.FAILED);
  }

  @Test
  void settlesDeliveryThatTheFormatSkips() {
    var endpoint = fixture.endpoint("skipping");
    fixture.receives(endpoint, 500);
    fixture.publish();
    fixture.pass(Duration.ofSeconds(1));
    var health = fixture.find(endpoint).health();
    receivers.at(endpoint.url(), post -> new Receivers.Answer.Skipped());

    fixture.publish();
    fixture.pass(Duration.ofSeconds(1));

    assertThat(fixture.states(endpoint))
        .containsExactlyInAnyOrder(Delivery.State.PENDING, Delivery.State.DELIVERED);
    assertThat(fixture.find(endpoint).health()).isEqualTo(health);
  }
}
