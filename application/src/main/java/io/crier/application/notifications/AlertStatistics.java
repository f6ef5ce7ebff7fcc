package io.crier.application.notifications;

import io.crier.application.Delays;
import io.crier.application.Periods;
import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** Counts the alerts of an account over time. */
public interface AlertStatistics {

  /** What became of the alerts of each period, by the beginning of those that have some. */
  SortedMap<Instant, Counts> count(AccountId account, Periods periods);

  /**
   * The alerts about posts that were seen in a period, and what became of them so far.
   *
   * @param sent those that WhatsApp has accepted
   * @param latency of those sent, from the time at which the post was seen; empty if there are none
   */
  record Counts(long alerts, long sent, long failed, Optional<Delays> latency) {

    public static final Counts NONE = new Counts(0, 0, 0, Optional.empty());
  }
}
