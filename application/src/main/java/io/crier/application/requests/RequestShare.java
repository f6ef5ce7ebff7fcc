package io.crier.application.requests;

import io.crier.application.requests.LimitRequests.Decision;
import io.crier.application.requests.RequestPools.Exchange;
import io.crier.application.requests.RequestPools.Grant;
import io.crier.domain.requests.RequestLimit;
import io.crier.domain.requests.RequestPool;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** What one node may let through of one limit. */
final class RequestShare {

  private static final Logger LOG = System.getLogger(RequestShare.class.getName());
  private static final Duration ASKS_AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final String bucket;
  private final RequestLimit limit;
  private final ReentrantLock lock = new ReentrantLock();

  /** What this node may still let through. */
  private int taken;

  /** What it has let through, or may, although it has not taken it from the pool. */
  private int owed;

  /** Requests since the last settlement. */
  private int demand;

  private RequestPool pool;
  private Instant nextAsk = Instant.MIN;
  private Instant lastUse;

  RequestShare(String bucket, RequestLimit limit, Instant now) {
    this.bucket = bucket;
    this.limit = limit;
    this.pool = RequestPool.full(limit, now);
    this.lastUse = now;
  }

  /** What a node has put back, and asks for. */
  record Settlement(RequestShare share, int taken, int owed, Exchange exchange) {}

  String bucket() {
    return bucket;
  }

  boolean has(RequestLimit wanted) {
    return limit.equals(wanted);
  }

  /** Whether it may be forgotten, because the pool is full again if nobody else uses it. */
  boolean isIdle(Instant now) {
    return lastUse.plus(limit.per()).isBefore(now) && taken == 0 && owed == 0;
  }

  /**
   * Counts one more request, and asks for more if there is none left, which others wait for. Those
   * that wait in vain pass: the database does not answer.
   */
  Decision count(Instant now, int nodes, Function<List<Exchange>, Map<String, Grant>> ask) {
    if (!lock()) {
      return new Decision(true, 0, Duration.ZERO);
    }
    try {
      lastUse = now;
      demand++;
      if (taken == 0 && !now.isBefore(nextAsk)) {
        takeMore(now, nodes, ask);
      }
      var allowed = taken > 0;
      if (allowed) {
        taken--;
      }
      return new Decision(allowed, remaining(now), allowed ? Duration.ZERO : retryAfter(now));
    } finally {
      lock.unlock();
    }
  }

  private boolean lock() {
    try {
      return lock.tryLock(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long remaining(Instant now) {
    return taken + (long) Math.max(0, pool.at(limit, now).left());
  }

  private Duration retryAfter(Instant now) {
    var refill = limit.untilAfter(1 - pool.at(limit, now).left());
    var asks = Duration.between(now, nextAsk);
    return refill.compareTo(asks) > 0 ? refill : asks;
  }

  /**
   * Without asking, a node takes no more than its part of what returns within a second, and settles
   * it soon.
   */
  private void takeMore(Instant now, int nodes, Function<List<Exchange>, Map<String, Grant>> ask) {
    pool = pool.at(limit, now);
    var credit = (int) Math.max(1, RequestPool.soon(limit) / nodes);
    if (owed == 0 && pool.left() >= nodes * credit) {
      take(credit);
      return;
    }
    Grant grant = null;
    try {
      grant = ask.apply(List.of(new Exchange(bucket, limit, -owed, 2 * demand))).get(bucket);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "requests are counted on this node alone: no answer", e);
    }
    if (grant != null) {
      owed = 0;
      receive(grant, now);
    } else {
      nextAsk = now.plus(ASKS_AGAIN);
      take(Math.max(1, (int) (limit.after(ASKS_AGAIN) / nodes)));
    }
  }

  private void take(int credit) {
    taken += credit;
    owed += credit;
    pool = pool.with(limit, -credit);
  }

  private void receive(Grant grant, Instant now) {
    taken += grant.requests();
    pool = new RequestPool(grant.left() - owed, now);
    if (taken == 0 && grant.left() < 1) {
      nextAsk = now.plus(ASKS_AGAIN);
    }
  }

  /** Puts back what is left, and asks for what was needed since the last time. */
  Optional<Settlement> settle() {
    if (!lock.tryLock()) {
      return Optional.empty(); // it asks for more
    }
    try {
      var needed = demand;
      demand = 0;
      if (owed == 0 && taken <= needed) {
        return Optional.empty();
      }
      var wanted = needed > 1 ? needed : 0;
      var settlement =
          new Settlement(this, taken, owed, new Exchange(bucket, limit, taken - owed, wanted));
      taken = 0;
      owed = 0;
      return Optional.of(settlement);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param grant null if there was no answer
   */
  void settled(Settlement settlement, Grant grant, Instant now) {
    lock.lock();
    try {
      if (grant == null) {
        taken += settlement.taken();
        owed += settlement.owed();
      } else {
        receive(grant, now);
      }
    } finally {
      lock.unlock();
    }
  }
}
