package io.crier.application.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers.Answer;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What {@link Receivers} promise, on a network or in memory. */
public interface ReceiversContract {

  Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  Receivers receivers();

  /** The address of a receiver that answers every post like this. */
  URI answering(int status, Optional<String> retryAfter, String body);

  /** An address where nobody listens. */
  URI unreachable();

  /** An address that this server may not call. */
  URI forbidden();

  @Test
  default void returnsAnswersOfAnyStatus() {
    for (var status : new int[] {200, 204, 301, 410, 500}) {
      assertThat(post(answering(status, Optional.empty(), "")))
          .isInstanceOfSatisfying(
              Answer.Answered.class, answer -> assertThat(answer.status()).isEqualTo(status));
    }
  }

  @Test
  default void truncatesAnswersToTwoKilobytes() {
    assertThat(post(answering(200, Optional.empty(), "x".repeat(5_000))))
        .isInstanceOfSatisfying(
            Answer.Answered.class,
            answer -> assertThat(answer.excerpt()).isEqualTo("x".repeat(2_048)));
  }

  @Test
  default void readsRetryAfter() {
    assertThat(post(answering(503, Optional.of("120"), "")))
        .isInstanceOfSatisfying(
            Answer.Answered.class,
            answer -> assertThat(answer.retryAfter()).contains(Duration.ofMinutes(2)));
    assertThat(post(answering(503, Optional.of("soon"), "")))
        .isInstanceOfSatisfying(
            Answer.Answered.class, answer -> assertThat(answer.retryAfter()).isEmpty());
  }

  @Test
  default void reportsSilenceOfAnUnreachableReceiver() {
    assertThat(post(unreachable()))
        .isInstanceOfSatisfying(
            Answer.Silent.class, answer -> assertThat(answer.reason()).isNotBlank());
  }

  @Test
  default void blocksForbiddenAddresses() {
    assertThat(receivers().blocked(forbidden())).isPresent();
    assertThat(receivers().blocked(answering(200, Optional.empty(), ""))).isEmpty();
    assertThat(post(forbidden())).isInstanceOf(Answer.Silent.class);
  }

  private Answer post(URI url) {
    var account = new AccountId(new UUID(0, 1));
    var endpoint =
        WebhookEndpoint.create(
            account,
            url,
            WebhookFilter.NONE,
            WebhookHeaders.NONE,
            WebhookFormat.CRIER,
            WebhookSecret.generate(new Random(1)),
            NOW);
    var event = new WebhookEvent.Tested(account, endpoint.id(), NOW);
    return receivers().post(endpoint, new Published(EventId.next(NOW), 1, event), 1, NOW);
  }
}
