package io.crier.application.webhooks;

import static io.crier.application.webhooks.FakeReceivers.answer;
import static io.crier.application.webhooks.FakeReceivers.silence;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.TimerWheel;
import io.crier.application.events.Announcements;
import io.crier.application.events.InMemoryEvents;
import io.crier.application.events.Published;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventId;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** A dispatcher with in-memory ports, under virtual time. */
final class DispatchFixture {

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final Duration POLL = Duration.ofMillis(500);
  static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  static final Actor OWNER = Actors.admin(ACCOUNT);
  static final SessionId SESSION = new SessionId(new UUID(0, 2));

  final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  final InMemoryDeliveries deliveries = new InMemoryDeliveries(unitOfWork);
  final InMemoryWebhooks webhooks = new InMemoryWebhooks(unitOfWork, deliveries);
  final FakeReceivers receivers = new FakeReceivers(unitOfWork);
  final Announcements announcements = new Announcements();
  final InMemoryEvents events =
      new InMemoryEvents(unitOfWork, webhooks, deliveries, announcements, this::now);
  Instant now = NOON;
  final TimerWheel wheel = new TimerWheel(this::now);
  ManualExecutor executor = new ManualExecutor();
  DispatchDeliveries dispatch = dispatcher();
  final FollowDeliveries follow =
      new FollowDeliveries(webhooks, deliveries, events, dispatch, unitOfWork, this::now);

  DispatchFixture() {
    dispatch.start();
    executor.runAll();
  }

  /** Thrown by a receiver that takes its time: the post is made again then, and ends. */
  static final class StillWaiting extends Error {

    private static final long serialVersionUID = 1L;

    private final transient Duration wait;

    StillWaiting(Duration wait) {
      super("still waiting", null, false, false);
      this.wait = wait;
    }
  }

  /** Runs its tasks on demand, in order. */
  final class ManualExecutor implements Executor {

    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.addLast(task);
    }

    void runAll() {
      while (!tasks.isEmpty()) {
        run(tasks.removeFirst());
      }
    }

    private void run(Runnable task) {
      try {
        task.run();
      } catch (StillWaiting slow) {
        wheel.after(slow.wait, () -> execute(task));
      }
    }

    /** Runs queued tasks; posts that were started stay in progress. */
    void runQueued() {
      tasks.removeLast().run();
    }
  }

  private Instant now() {
    return now;
  }

  private DispatchDeliveries dispatcher() {
    return new DispatchDeliveries(
        new ClaimDeliveries(webhooks, deliveries, unitOfWork, this::now),
        receivers,
        new RecordAttempts(webhooks, deliveries, events, new SplittableRandom(7)),
        announcements,
        unitOfWork,
        wheel,
        executor,
        this::now);
  }

  void pass(Duration time) {
    pass(time, POLL);
  }

  /** Lets time pass in steps, and runs what is due after each. */
  void pass(Duration time, Duration step) {
    var end = now.plus(time);
    executor.runAll();
    while (now.isBefore(end)) {
      var next = now.plus(step);
      now = next.isAfter(end) ? end : next;
      wheel.advanceTo(now);
      executor.runAll();
    }
  }

  /** Lets time pass until the next check for due deliveries, without running it. */
  void tick() {
    now = now.plus(POLL);
    wheel.advanceTo(now);
  }

  static URI url(String name) {
    return URI.create("https://" + name + ".test/hook");
  }

  WebhookEndpoint endpoint(String name, EventType... types) {
    return endpoint(ACCOUNT, name, types);
  }

  WebhookEndpoint endpoint(AccountId account, String name, EventType... types) {
    var endpoint =
        WebhookEndpoint.create(
            account,
            url(name),
            WebhookFilter.of(Set.of(types)),
            WebhookHeaders.NONE,
            WebhookFormat.CRIER,
            WebhookSecret.generate(new Random(1)),
            now);
    unitOfWork.run(() -> webhooks.save(endpoint));
    receivers.at(endpoint.url(), post -> silence());
    return endpoint;
  }

  void receives(WebhookEndpoint endpoint, int status) {
    receivers.at(endpoint.url(), post -> answer(status));
  }

  /** From now on it answers each post after this time. */
  void receivesAfter(Duration wait, WebhookEndpoint endpoint, int status) {
    var begun = new HashMap<EventId, Instant>();
    receivers.at(
        endpoint.url(),
        post -> {
          var since = begun.putIfAbsent(post.event(), now);
          if (since == null || now.isBefore(since.plus(wait))) {
            throw new StillWaiting(wait);
          }
          begun.remove(post.event());
          return late(status, wait);
        });
  }

  private static Receivers.Answer late(int status, Duration took) {
    return new Receivers.Answer.Answered(
        status, Receivers.Verdict.RECEIVED, Optional.empty(), "", took);
  }

  /** Publishes an event of another account. */
  void publish(AccountId account, int count) {
    unitOfWork.run(
        () ->
            events.publish(
                IntStream.range(0, count)
                    .mapToObj(i -> new SessionEvent.Restricted(account, SESSION, now, now))
                    .toList()));
  }

  EventId publish() {
    return publish(1).iterator().next();
  }

  Collection<EventId> publish(int count) {
    var ids = new ArrayList<EventId>();
    var stop =
        announcements.listen(published -> published.stream().map(Published::id).forEach(ids::add));
    unitOfWork.run(
        () ->
            events.publish(
                IntStream.range(0, count)
                    .mapToObj(i -> new SessionEvent.Restricted(ACCOUNT, SESSION, now, now))
                    .toList()));
    stop.run();
    return ids;
  }

  WebhookEndpoint find(WebhookEndpoint endpoint) {
    return unitOfWork.execute(() -> webhooks.find(ACCOUNT, endpoint.id())).orElseThrow();
  }

  List<Deliveries.Logged> logged(WebhookEndpoint endpoint) {
    return follow
        .list(OWNER, endpoint.id(), Optional.empty(), Optional.empty(), Integer.MAX_VALUE - 1)
        .items();
  }

  List<Delivery.State> states(WebhookEndpoint endpoint) {
    return logged(endpoint).stream().map(it -> it.delivery().state()).toList();
  }

  /** Starts another dispatcher; what the last one had begun does not continue. */
  void restart() {
    executor = new ManualExecutor();
    dispatch = dispatcher();
    dispatch.start();
  }
}
