package io.crier.application.webhooks;

import io.crier.application.Announcements;
import io.crier.application.Batcher;
import io.crier.application.Events;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.RetrySchedule;
import io.crier.domain.webhooks.Standing;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Posts due deliveries to their endpoints. A slow or dead endpoint holds up nobody but itself: it
 * gets few posts at a time, none at all while its breaker is open, and is disabled in the end.
 */
public final class DispatchDeliveries {

  private static final Logger LOG = System.getLogger(DispatchDeliveries.class.getName());
  private static final int MOST = 500;
  private static final int MOST_PER_ENDPOINT = 8;
  private static final int MOST_RESULTS = 100;
  private static final Duration HOLD = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int GONE = 410;

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Receivers receivers;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<WebhookId, Integer> busy = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Batcher<Boolean> rounds;
  private final Batcher<Tried> results;
  private volatile boolean stopped = true;

  /** A post on its way; a probe takes all the places of its endpoint. */
  private record Post(Deliveries.Claimed claimed, WebhookEndpoint endpoint, int places) {}

  /** A post that has ended. */
  private record Tried(Post post, Receivers.Answer answer, Instant at) {

    Delivery delivery() {
      return post.claimed().delivery();
    }

    boolean isTest() {
      return post.claimed().event().event() instanceof WebhookEvent.Tested;
    }
  }

  public DispatchDeliveries(
      Webhooks webhooks,
      Deliveries deliveries,
      Receivers receivers,
      Events events,
      Announcements announcements,
      UnitOfWork unitOfWork,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock,
      RandomGenerator random) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.receivers = receivers;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.rounds = new Batcher<>(executor, MOST, Integer.MAX_VALUE, wakes -> round());
    this.results = new Batcher<>(executor, MOST_RESULTS, Integer.MAX_VALUE, this::record);
    announcements.listen(published -> wake());
  }

  public void start() {
    stopped = false;
    poll();
  }

  /** Begins no further post. */
  public void stop() {
    stopped = true;
  }

  /** How many posts are on their way. */
  public int underWay() {
    return underWay.get();
  }

  /** There may be something to deliver. */
  void wake() {
    if (!stopped && underWay.get() < MOST) {
      rounds.offer(true);
    }
  }

  private void poll() {
    wake();
    if (!stopped) {
      wheel.schedule(clock.instant().plus(POLL), this::poll);
    }
  }

  private void round() {
    try {
      var claimed = claim();
      while (!claimed.isEmpty() && !stopped) {
        post(claimed);
        claimed = claim();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "deliveries wait: the database does not answer", e);
    }
  }

  private List<Deliveries.Claimed> claim() {
    var free = MOST - underWay.get();
    return stopped || free <= 0
        ? List.of()
        : unitOfWork.execute(
            () ->
                deliveries.claim(clock.instant(), HOLD, free, MOST_PER_ENDPOINT, Map.copyOf(busy)));
  }

  private void post(List<Deliveries.Claimed> claimed) {
    var ids = claimed.stream().map(it -> it.delivery().webhook()).distinct().toList();
    var endpoints =
        unitOfWork.execute(() -> webhooks.dispatching(ids)).stream()
            .collect(Collectors.toMap(WebhookEndpoint::id, Function.identity()));
    var now = clock.instant();
    var idle = new ArrayList<Deliveries.Result>();
    var broken = new HashMap<WebhookId, Instant>();
    for (var it : claimed) {
      var delivery = it.delivery();
      var endpoint = endpoints.get(delivery.webhook());
      if (endpoint == null) {
        continue; // removed in the meantime, and its deliveries with it
      }
      if (endpoint.disabled().isPresent()) {
        idle.add(new Deliveries.Result(delivery.abandoned(), Optional.empty()));
      } else if (endpoint.standing().isBroken(now)) {
        broken.put(endpoint.id(), endpoint.standing().brokenUntil().orElseThrow());
      } else if (!endpoint.standing().isOnProbation(now)) {
        begin(new Post(it, endpoint, 1));
      } else if (!busy.containsKey(endpoint.id())) {
        begin(new Post(it, endpoint, MOST_PER_ENDPOINT));
      } else {
        idle.add(new Deliveries.Result(delivery.postponed(now), Optional.empty()));
      }
    }
    if (!idle.isEmpty() || !broken.isEmpty()) {
      unitOfWork.run(
          () -> {
            deliveries.record(idle);
            broken.forEach(deliveries::postpone);
          });
    }
  }

  private void begin(Post post) {
    busy.merge(post.endpoint().id(), post.places(), Integer::sum);
    underWay.incrementAndGet();
    executor.execute(() -> make(post));
  }

  private void make(Post post) {
    var delivery = post.claimed().delivery();
    Receivers.Answer answer;
    try {
      var attempt = delivery.attempts() + 1;
      answer = receivers.post(post.endpoint(), post.claimed().event(), attempt, clock.instant());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "delivery " + delivery.id().value() + " could not be made", e);
      answer = new Receivers.Answer.Silent("internal error", Duration.ZERO);
    }
    results.offer(new Tried(post, answer, clock.instant()));
  }

  private void record(List<Tried> batch) {
    try {
      unitOfWork.run(() -> keep(batch));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what was delivered could not be recorded; trying again", e);
      wheel.schedule(clock.instant().plus(RETRY), () -> batch.forEach(results::offer));
      return;
    }
    for (var tried : batch) {
      var places = tried.post().places();
      busy.computeIfPresent(
          tried.delivery().webhook(), (id, taken) -> taken > places ? taken - places : null);
      underWay.decrementAndGet();
    }
    wake();
  }

  private void keep(List<Tried> batch) {
    var byEndpoint = batch.stream().collect(Collectors.groupingBy(it -> it.delivery().webhook()));
    var endpoints =
        webhooks.dispatching(byEndpoint.keySet()).stream()
            .collect(Collectors.toMap(WebhookEndpoint::id, Function.identity()));
    var kept = new ArrayList<Deliveries.Result>();
    var told = new HashMap<WebhookId, WebhookEvent>();
    byEndpoint.forEach(
        (id, tries) -> {
          var endpoint = endpoints.get(id);
          if (endpoint != null) {
            tries.forEach(it -> kept.add(result(it)));
            judge(endpoint, tries).ifPresent(event -> told.put(id, event));
          }
        });
    deliveries.record(kept);
    told.keySet().forEach(deliveries::giveUp);
    if (!told.isEmpty()) {
      events.publish(List.copyOf(told.values()));
    }
  }

  /** Notes how the endpoint behaves; tells if that is the end of it. */
  private Optional<WebhookEvent> judge(WebhookEndpoint endpoint, List<Tried> tries) {
    var standing = endpoint.standing();
    var gone = false;
    for (var it : tries) {
      if (it.isTest()) {
        continue;
      }
      standing = isDelivered(it.answer()) ? Standing.GOOD : standing.failed(it.at());
      gone |= statusOf(it.answer()).filter(status -> status == GONE).isPresent();
    }
    var now = tries.getLast().at();
    var judged = endpoint.standing(standing);
    if (endpoint.disabled().isEmpty() && (gone || standing.isHopeless(now))) {
      var reason = gone ? "the receiver answered 410 Gone" : "no delivery succeeded for a day";
      webhooks.save(judged.disable(reason));
      return Optional.of(new WebhookEvent.Disabled(endpoint.account(), endpoint.id(), reason, now));
    }
    if (!standing.equals(endpoint.standing())) {
      webhooks.save(judged);
    }
    return Optional.empty();
  }

  private Deliveries.Result result(Tried tried) {
    var delivery = tried.delivery();
    var attempt =
        new Delivery.Attempt(
            delivery.attempts() + 1,
            tried.at(),
            tried.answer().took().toMillis(),
            statusOf(tried.answer()),
            errorOf(tried.answer()),
            excerptOf(tried.answer()));
    var after = isDelivered(tried.answer()) ? delivery.delivered() : delivery.failed(next(tried));
    return new Deliveries.Result(after, Optional.of(attempt));
  }

  private Optional<Instant> next(Tried tried) {
    if (tried.isTest()) {
      return Optional.empty();
    }
    // A receiver can ask for a longer pause, but not for a shorter one that burns the attempts.
    var asked = asked(tried.answer());
    return RetrySchedule.pauseAfter(tried.delivery().attempts() + 1, random)
        .map(pause -> tried.at().plus(pause.compareTo(asked) > 0 ? pause : asked));
  }

  /** The pause that the receiver asks for; none if it does not. */
  private static Duration asked(Receivers.Answer answer) {
    return answer instanceof Receivers.Answer.Answered answered
        ? answered.retryAfter().orElse(Duration.ZERO)
        : Duration.ZERO;
  }

  private static boolean isDelivered(Receivers.Answer answer) {
    return statusOf(answer).filter(status -> status >= 200 && status < 300).isPresent();
  }

  private static Optional<Integer> statusOf(Receivers.Answer answer) {
    return answer instanceof Receivers.Answer.Answered answered
        ? Optional.of(answered.status())
        : Optional.empty();
  }

  private static Optional<String> errorOf(Receivers.Answer answer) {
    return answer instanceof Receivers.Answer.Silent silent
        ? Optional.of(silent.reason())
        : Optional.empty();
  }

  private static String excerptOf(Receivers.Answer answer) {
    return answer instanceof Receivers.Answer.Answered answered ? answered.excerpt() : "";
  }
}
