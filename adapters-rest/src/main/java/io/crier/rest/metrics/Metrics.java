package io.crier.rest.metrics;

import io.crier.application.events.Announcements;
import io.crier.application.events.Published;
import io.crier.application.queue.QueuePlaces;
import io.crier.application.queue.SendQueue;
import io.crier.application.sessions.RunSessions;
import io.crier.application.watch.RateLimitWindow;
import io.crier.application.watch.Tally;
import io.crier.application.watch.WatchX;
import io.crier.application.webhooks.DispatchDeliveries;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.xaccounts.XAccountEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.eclipse.microprofile.metrics.Timer;

/**
 * The metrics at {@code /metrics}. Counters follow the events committed on this node, so no use
 * case depends on metrics.
 */
@ApplicationScoped
public class Metrics {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** A kind of answers. */
  private record Answer(String method, int hundreds) {}

  // The registry checks names and tags each time it is asked.
  private final Map<Answer, Timer> answers = new ConcurrentHashMap<>();
  private final Map<Enum<?>, Counter> changes = new ConcurrentHashMap<>();
  private final AtomicReference<Timer> acceptances = new AtomicReference<>();

  @Inject MetricRegistry registry;
  @Inject Announcements announcements;
  @Inject SendQueue sendQueue;
  @Inject QueuePlaces queuePlaces;
  @Inject RunSessions runSessions;
  @Inject DispatchDeliveries dispatchDeliveries;
  @Inject WatchX watchX;
  @Inject Tally tally;
  @Inject InstantSource clock;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    announcements.listen(this::count);
    registry.gauge("crier.sends.under.way", sendQueue, SendQueue::onTheirWay);
    registry.gauge("crier.queue.messages", sendQueue, SendQueue::waiting);
    for (var reason : HoldReason.values()) {
      var tag = new Tag("reason", reason.name().toLowerCase(Locale.ROOT));
      registry.gauge("crier.queue.held", queuePlaces, it -> it.held(reason), tag);
    }
    registry.gauge("crier.queue.oldest.seconds", sendQueue, this::oldestSeconds);
    registry.gauge("crier.queue.overdue.seconds", sendQueue, this::overdueSeconds);
    registry.gauge("crier.sessions.running", runSessions, RunSessions::running);
    registry.gauge("crier.sessions.connected", runSessions, RunSessions::connected);
    registry.gauge("crier.webhooks.under.way", dispatchDeliveries, DispatchDeliveries::underWay);
    startX();
  }

  private void startX() {
    tally.onDetection(age -> registry.timer("crier.x.post.age").update(age));
    tally.onPoll(result -> registry.counter("crier.x.polls", new Tag("result", result)).inc());
    registry.gauge("crier.x.posts.billed", tally, Tally::billed);
    registry.gauge("crier.x.gaps", tally, Tally::gaps);
    registry.gauge("crier.x.stream.missed", tally, Tally::missedByStream);
    registry.gauge("crier.x.streams.opened", tally, Tally::streamsOpened);
    registry.gauge("crier.x.watching", watchX, it -> it.status().watching() ? 1 : 0);
    registry.gauge("crier.x.streaming", watchX, it -> it.status().streaming() ? 1 : 0);
    registry.gauge("crier.x.failing", watchX, it -> it.status().fault().isPresent() ? 1 : 0);
    registry.gauge("crier.x.accounts", watchX, it -> it.status().authors());
    registry.gauge("crier.x.budget.spent", watchX, it -> it.status().budgetSpent());
    registry.gauge(
        "crier.x.unchecked.seconds", watchX, it -> it.status().uncheckedFor().toSeconds());
    registry.gauge(
        "crier.x.requests.remaining",
        watchX,
        it -> it.status().window().map(RateLimitWindow::remaining).orElse(-1));
  }

  /** Records how long a request took. */
  public void answered(String method, int status, boolean accepted, Duration took) {
    answers
        .computeIfAbsent(
            new Answer(METHODS.contains(method) ? method : "OTHER", status / 100), this::timer)
        .update(took);
    if (accepted) {
      acceptances
          .updateAndGet(known -> known == null ? registry.timer("crier.accept") : known)
          .update(took);
    }
  }

  private Timer timer(Answer answer) {
    return registry.timer(
        "crier.http.requests",
        new Tag("method", answer.method()),
        new Tag("status", answer.hundreds() + "xx"));
  }

  private void count(List<Published> events) {
    for (var published : events) {
      switch (published.event()) {
        case MessageEvent.StatusChanged changed ->
            count("crier.messages", "status", changed.status());
        case MessageEvent.Received received -> registry.counter("crier.messages.received").inc();
        case MessageEvent.SentElsewhere sent ->
            registry.counter("crier.messages.sent.elsewhere").inc();
        case MessageEvent.Edited edited -> registry.counter("crier.messages.edited").inc();
        case MessageEvent.Revoked revoked -> registry.counter("crier.messages.revoked").inc();
        case MessageEvent.Voted voted -> registry.counter("crier.polls.votes").inc();
        case SessionEvent.StatusChanged changed ->
            count("crier.sessions.changes", "status", changed.status());
        case SessionEvent.Restricted restricted ->
            registry.counter("crier.sessions.restrictions").inc();
        case XAccountEvent.Stale stale -> registry.counter("crier.x.stale").inc();
        case WebhookEvent.Disabled disabled -> registry.counter("crier.webhooks.disabled").inc();
        default -> {}
      }
    }
  }

  private void count(String name, String tag, Enum<?> value) {
    changes
        .computeIfAbsent(
            value, it -> registry.counter(name, new Tag(tag, it.name().toLowerCase(Locale.ROOT))))
        .inc();
  }

  /** The age of the oldest message at the head of a queue. In a paced queue that is not a delay. */
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
