package io.crier.rest.metrics;

import io.crier.application.events.Published;
import io.crier.application.webhooks.Receivers;
import io.crier.domain.webhooks.WebhookEndpoint;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Webhook receivers that record how long their responses take. */
record MeteredReceivers(Receivers receivers, Timings timings) implements Receivers {

  @Override
  public Answer post(WebhookEndpoint endpoint, Published event, int attempt, Instant now) {
    var answer = receivers.post(endpoint, event, attempt, now);
    timings.posted(outcome(answer), answer.took());
    return answer;
  }

  private static String outcome(Answer answer) {
    return switch (answer) {
      case Answer.Answered answered -> answered.status() / 100 + "xx";
      case Answer.Silent silent -> "silent";
      case Answer.Skipped skipped -> "skipped";
    };
  }

  @Override
  public Optional<String> blocked(URI url) {
    return receivers.blocked(url);
  }
}
