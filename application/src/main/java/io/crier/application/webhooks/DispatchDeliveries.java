package io.crier.application.webhooks;

import io.crier.application.Batcher;
import io.crier.application.TimerWheel;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Announcements;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts due deliveries to their endpoints. A slow or dead endpoint does not delay others: it gets
 * few posts at a time, one if it is slow, none while its circuit breaker is open, and is eventually
 * disabled.
 */
public final class DispatchDeliveries {

  private static final Logger LOG = System.getLogger(DispatchDeliveries.class.getName());
  private static final int MOST_WAKES = 500;
  private static final int MOST_RESULTS = 100;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final ClaimDeliveries claimDeliveries;
  private final Receivers receivers;
  private final RecordAttempts recordAttempts;
  private final UnitOfWork unitOfWork;
  private final TimerWheel wheel;
  private final Executor executor;
  private final InstantSource clock;
  private final PostPlaces places = new PostPlaces();
  private final AtomicInteger underWay = new AtomicInteger();
  private final Batcher<Boolean> rounds;
  private final Batcher<FinishedPost> results;
  private volatile boolean stopped = true;

  /** A post that has ended. */
  private record FinishedPost(ClaimDeliveries.DuePost post, RecordAttempts.Attempted attempted) {}

  public DispatchDeliveries(
      ClaimDeliveries claimDeliveries,
      Receivers receivers,
      RecordAttempts recordAttempts,
      Announcements announcements,
      UnitOfWork unitOfWork,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock) {
    this.claimDeliveries = claimDeliveries;
    this.receivers = receivers;
    this.recordAttempts = recordAttempts;
    this.unitOfWork = unitOfWork;
    this.wheel = wheel;
    this.executor = executor;
    this.clock = clock;
    this.rounds = new Batcher<>(executor, MOST_WAKES, Integer.MAX_VALUE, wakes -> round());
    this.results = new Batcher<>(executor, MOST_RESULTS, Integer.MAX_VALUE, this::record);
    announcements.listen(published -> wake());
  }

  public void start() {
    stopped = false;
    poll();
  }

  /** Starts no further posts. */
  public void stop() {
    stopped = true;
  }

  /** How many posts are in progress. */
  public int underWay() {
    return underWay.get();
  }

  /** Call this when there may be something to deliver. */
  void wake() {
    if (!stopped) {
      rounds.offer(true);
    }
  }

  private void poll() {
    wake();
    if (!stopped) {
      wheel.after(POLL, this::poll);
    }
  }

  private void round() {
    try {
      var claimed = claim();
      while (!claimed.isEmpty() && !stopped) {
        claimDeliveries.sort(claimed, places.used()).forEach(this::begin);
        claimed = claim();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "deliveries wait: the database does not answer", e);
    }
  }

  private List<Deliveries.Claimed> claim() {
    return stopped ? List.of() : claimDeliveries.claim(places);
  }

  private void begin(ClaimDeliveries.DuePost post) {
    places.begin(post.endpoint(), post.places());
    underWay.incrementAndGet();
    executor.execute(() -> make(post));
  }

  private void make(ClaimDeliveries.DuePost post) {
    var delivery = post.claimed().delivery();
    Receivers.Answer answer;
    try {
      var attempt = delivery.attempts() + 1;
      answer = receivers.post(post.endpoint(), post.claimed().event(), attempt, clock.instant());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "delivery " + delivery.id().value() + " could not be made", e);
      answer = new Receivers.Answer.Silent("internal error", Duration.ZERO);
    }
    results.offer(
        new FinishedPost(
            post, new RecordAttempts.Attempted(post.claimed(), answer, clock.instant())));
  }

  private void record(List<FinishedPost> batch) {
    try {
      unitOfWork.run(
          () -> recordAttempts.record(batch.stream().map(FinishedPost::attempted).toList()));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what was delivered could not be recorded; trying again", e);
      wheel.after(RETRY, () -> batch.forEach(results::offer));
      return;
    }
    for (var finished : batch) {
      places.end(
          finished.post().endpoint(),
          finished.post().places(),
          finished.attempted().answer().took());
      underWay.decrementAndGet();
    }
    wake();
  }
}
