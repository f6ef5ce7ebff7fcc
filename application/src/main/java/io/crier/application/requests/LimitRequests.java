package io.crier.application.requests;

import static java.util.stream.Collectors.toMap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.requests.RequestPools.Exchange;
import io.crier.application.sessions.OtherNodes;
import io.crier.domain.requests.RequestLimit;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Lets through requests on this node, so that all nodes together keep to a limit. Each has a share
 * of what is left: it puts back each second what it did not need, and takes more when it has none.
 */
public final class LimitRequests {

  private static final Logger LOG = System.getLogger(LimitRequests.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FORGOTTEN = Duration.ofDays(1);

  private final RequestPools pools;
  private final OtherNodes otherNodes;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final Map<String, RequestShare> shares = new ConcurrentHashMap<>();
  private volatile Clockwork.Repetition looks;
  private volatile Instant nextForget = Instant.MIN;

  public LimitRequests(
      RequestPools pools, OtherNodes otherNodes, UnitOfWork unitOfWork, Clockwork clockwork) {
    this.pools = pools;
    this.otherNodes = otherNodes;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
  }

  /**
   * Whether a request is let through.
   *
   * @param remaining how many more may follow, as far as this node knows
   * @param retryAfter zero if it is let through
   */
  public record Decision(boolean allowed, long remaining, Duration retryAfter) {}

  /** Follows the other nodes until {@link #stop}. */
  public void start() {
    looks = clockwork.every(PAUSE, this::look);
  }

  /** Puts back what this node does not need any more. */
  public void stop() {
    if (looks != null) {
      looks.cancel();
      look();
    }
  }

  /** Whether other nodes let through requests, too. */
  public boolean isShared() {
    return otherNodes.count() > 0;
  }

  /** Counts one more request, unless that exceeds the limit. */
  public Decision count(String bucket, RequestLimit limit) {
    var share =
        shares.compute(
            bucket,
            (name, known) ->
                known != null && known.has(limit)
                    ? known
                    : new RequestShare(bucket, limit, clockwork.now()));
    return share.count(clockwork.now(), 1 + otherNodes.count(), this::exchange);
  }

  private void look() {
    try {
      if (!isShared()) {
        shares.clear();
      } else {
        settle();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "requests are counted on this node alone: no answer", e);
    }
  }

  private void settle() {
    var now = clockwork.now();
    shares.values().removeIf(share -> share.isIdle(now));
    var settling =
        shares.values().stream()
            .flatMap(share -> share.settle().stream())
            .collect(toMap(RequestShare.Settlement::share, Function.identity()));
    if (!settling.isEmpty()) {
      try {
        var granted =
            exchange(settling.values().stream().map(RequestShare.Settlement::exchange).toList());
        settling.forEach((share, it) -> share.settled(it, granted.get(share.bucket()), now));
      } catch (RuntimeException e) {
        settling.forEach((share, it) -> share.settled(it, null, now));
        throw e;
      }
    }
    if (now.isAfter(nextForget)) {
      nextForget = now.plus(FORGOTTEN);
      unitOfWork.run(() -> pools.forget(FORGOTTEN));
    }
  }

  private Map<String, RequestPools.Grant> exchange(List<Exchange> exchanges) {
    return unitOfWork.execute(() -> pools.exchange(exchanges));
  }
}
