package io.crier.application.protection;

import io.crier.domain.accounts.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what accounts do on this node, and reports when one does it too often. */
final class OffenceCounter {

  private final int allowed;
  private final Duration per;
  private final Map<AccountId, ArrayDeque<Instant>> times = new ConcurrentHashMap<>();

  OffenceCounter(int allowed, Duration per) {
    this.allowed = allowed;
    this.per = per;
  }

  /** Whether this is one too many within the period; counting starts again then. */
  boolean isOneTooMany(AccountId account, Instant now) {
    var tooMany = new boolean[1];
    times.compute(
        account,
        (id, known) -> {
          var recent = known == null ? new ArrayDeque<Instant>() : known;
          recent.addLast(now);
          forgetOld(recent, now);
          tooMany[0] = recent.size() > allowed;
          return tooMany[0] ? null : recent;
        });
    return tooMany[0];
  }

  /** Forgets accounts that have done nothing for a whole period. */
  void forgetIdle(Instant now) {
    times.forEach(
        (account, any) ->
            times.computeIfPresent(
                account,
                (id, recent) -> {
                  forgetOld(recent, now);
                  return recent.isEmpty() ? null : recent;
                }));
  }

  private void forgetOld(ArrayDeque<Instant> recent, Instant now) {
    while (!recent.isEmpty() && !recent.getFirst().isAfter(now.minus(per))) {
      recent.removeFirst();
    }
  }
}
