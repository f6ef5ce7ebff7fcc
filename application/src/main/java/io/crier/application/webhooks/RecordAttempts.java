package io.crier.application.webhooks;

import io.crier.application.events.Events;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.EndpointHealth;
import io.crier.domain.webhooks.RetrySchedule;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Records the results of attempts, and disables endpoints that are gone or keep failing. */
public final class RecordAttempts {

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Events events;
  private final RandomGenerator random;

  public RecordAttempts(
      Webhooks webhooks, Deliveries deliveries, Events events, RandomGenerator random) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.events = events;
    this.random = random;
  }

  /** An attempt that has ended. */
  record Attempted(Deliveries.Claimed claimed, Receivers.Answer answer, Instant at) {

    Delivery delivery() {
      return claimed.delivery();
    }

    Receivers.Verdict verdict() {
      return answer.verdict();
    }

    boolean isTest() {
      return claimed.event().event() instanceof WebhookEvent.Tested;
    }

    /** Whether the result depends on the receiver. */
    boolean counts() {
      return !isTest() && !(answer instanceof Receivers.Answer.Skipped);
    }
  }

  /** Call this in a unit of work. */
  void record(List<Attempted> batch) {
    var byEndpoint = batch.stream().collect(Collectors.groupingBy(it -> it.delivery().webhook()));
    var endpoints =
        webhooks.dispatching(byEndpoint.keySet()).stream()
            .collect(Collectors.toMap(WebhookEndpoint::id, Function.identity()));
    var results = new ArrayList<Deliveries.Result>();
    var disabled = new HashMap<WebhookId, WebhookEvent>();
    byEndpoint.forEach(
        (id, attempts) -> {
          var endpoint = endpoints.get(id);
          if (endpoint != null) {
            attempts.forEach(it -> results.add(result(it)));
            judge(endpoint, attempts).ifPresent(event -> disabled.put(id, event));
          }
        });
    deliveries.record(results);
    disabled.keySet().forEach(deliveries::giveUp);
    if (!disabled.isEmpty()) {
      events.publish(List.copyOf(disabled.values()));
    }
  }

  /** Updates the endpoint's health; disables it if it keeps failing. */
  private Optional<WebhookEvent> judge(WebhookEndpoint endpoint, List<Attempted> attempts) {
    var health = endpoint.health();
    var gone = false;
    for (var it : attempts) {
      if (it.counts()) {
        var received = it.verdict() == Receivers.Verdict.RECEIVED;
        health = received ? EndpointHealth.GOOD : health.failed(it.at());
        gone |= it.verdict() == Receivers.Verdict.GONE;
      }
    }
    var now = attempts.getLast().at();
    var judged = endpoint.health(health);
    if (endpoint.disabled().isEmpty() && (gone || health.isHopeless(now))) {
      var reason = gone ? "the receiver answered 410 Gone" : "no delivery succeeded for a day";
      webhooks.save(judged.disable(reason));
      return Optional.of(new WebhookEvent.Disabled(endpoint.account(), endpoint.id(), reason, now));
    }
    if (!health.equals(endpoint.health())) {
      webhooks.save(judged);
    }
    return Optional.empty();
  }

  private Deliveries.Result result(Attempted attempted) {
    var delivery = attempted.delivery();
    var number = delivery.attempts() + 1;
    var at = attempted.at();
    var took = attempted.answer().took().toMillis();
    var attempt =
        switch (attempted.answer()) {
          case Receivers.Answer.Answered answered ->
              new Delivery.Attempt(
                  number,
                  at,
                  took,
                  Optional.of(answered.status()),
                  Optional.empty(),
                  answered.excerpt());
          case Receivers.Answer.Silent silent ->
              new Delivery.Attempt(
                  number, at, took, Optional.empty(), Optional.of(silent.reason()), "");
          case Receivers.Answer.Skipped skipped ->
              new Delivery.Attempt(number, at, took, Optional.empty(), Optional.empty(), "");
        };
    var received = attempted.verdict() == Receivers.Verdict.RECEIVED;
    var after = received ? delivery.delivered() : delivery.failed(next(attempted));
    return new Deliveries.Result(after, Optional.of(attempt));
  }

  private Optional<Instant> next(Attempted attempted) {
    if (attempted.isTest() || attempted.verdict() == Receivers.Verdict.REJECTED) {
      return Optional.empty();
    }
    // A receiver can request a longer pause, but not a shorter one, which would use up the
    // attempts.
    var asked = asked(attempted.answer());
    return RetrySchedule.pauseAfter(attempted.delivery().attempts() + 1, random)
        .map(pause -> attempted.at().plus(pause.compareTo(asked) > 0 ? pause : asked));
  }

  /** The pause that the receiver requests; zero if it does not. */
  private static Duration asked(Receivers.Answer answer) {
    return answer instanceof Receivers.Answer.Answered answered
        ? answered.retryAfter().orElse(Duration.ZERO)
        : Duration.ZERO;
  }
}
