package io.crier.rest.metrics;

import io.crier.application.Announcements;
import io.crier.application.Published;
import io.crier.application.messages.SendQueue;
import io.crier.application.sessions.RunSessions;
import io.crier.application.webhooks.DispatchDeliveries;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.webhooks.WebhookEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * What Prometheus finds at {@code /metrics}. What happened is counted from the events that became
 * durable on this node; so no use case knows of it.
 */
@ApplicationScoped
public class Metrics {

  @Inject MetricRegistry registry;
  @Inject Announcements announcements;
  @Inject SendQueue sendQueue;
  @Inject RunSessions runSessions;
  @Inject DispatchDeliveries dispatchDeliveries;
  @Inject InstantSource clock;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    announcements.listen(this::count);
    registry.gauge("crier.sends.under.way", sendQueue, SendQueue::onTheirWay);
    registry.gauge("crier.queue.messages", sendQueue, SendQueue::waiting);
    registry.gauge("crier.queue.oldest.seconds", sendQueue, this::oldestSeconds);
    registry.gauge("crier.queue.overdue.seconds", sendQueue, this::overdueSeconds);
    registry.gauge("crier.sessions.running", runSessions, RunSessions::running);
    registry.gauge("crier.sessions.connected", runSessions, RunSessions::connected);
    registry.gauge("crier.webhooks.under.way", dispatchDeliveries, DispatchDeliveries::underWay);
  }

  /** Notes how long a request took. */
  public void answered(String method, int status, boolean accepted, Duration took) {
    registry
        .timer(
            "crier.http.requests",
            new Tag("method", method.matches("[A-Z]{3,7}") ? method : "OTHER"),
            new Tag("status", status / 100 + "xx"))
        .update(took);
    if (accepted) {
      registry.timer("crier.accept").update(took);
    }
  }

  private void count(List<Published> events) {
    for (var published : events) {
      switch (published.event()) {
        case MessageEvent.StatusChanged changed ->
            count("crier.messages", "status", changed.status());
        case MessageEvent.Received received -> registry.counter("crier.messages.received").inc();
        case SessionEvent.StatusChanged changed ->
            count("crier.sessions.changes", "status", changed.status());
        case SessionEvent.Restricted restricted ->
            registry.counter("crier.sessions.restrictions").inc();
        case WebhookEvent.Disabled disabled -> registry.counter("crier.webhooks.disabled").inc();
        default -> {}
      }
    }
  }

  private void count(String name, String tag, Enum<?> value) {
    registry.counter(name, new Tag(tag, value.name().toLowerCase(Locale.ROOT))).inc();
  }

  /** How old the oldest message is that is next in its queue: paced queues are old, not late. */
  private double oldestSeconds(SendQueue queue) {
    return queue.oldestWaiting().map(this::secondsSince).orElse(0d);
  }

  private double overdueSeconds(SendQueue queue) {
    return queue.oldestDue().map(this::secondsSince).orElse(0d);
  }

  private double secondsSince(Instant moment) {
    return Duration.between(moment, clock.instant()).toMillis() / 1_000d;
  }
}
