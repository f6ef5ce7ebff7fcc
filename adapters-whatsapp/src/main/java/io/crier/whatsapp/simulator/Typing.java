package io.crier.whatsapp.simulator;

import io.crier.domain.messages.Recipient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Measures how long a device has shown typing before a send. */
final class Typing {

  private record Period(Recipient to, Instant start, Optional<Instant> end) {

    boolean isRunningFor(Recipient recipient) {
      return to.equals(recipient) && end.isEmpty();
    }
  }

  private volatile Period last;

  void start(Recipient to, Instant now) {
    var period = last;
    if (period == null || !period.isRunningFor(to)) {
      last = new Period(to, now, Optional.empty());
    }
  }

  void stop(Recipient to, Instant now) {
    var period = last;
    if (period != null && period.isRunningFor(to)) {
      last = new Period(to, period.start(), Optional.of(now));
    }
  }

  /**
   * Returns how long typing was shown to this recipient since the last message to them, and resets
   * it.
   */
  Duration take(Recipient to, Instant now) {
    var period = last;
    if (period == null || !period.to().equals(to)) {
      return Duration.ZERO;
    }
    last = null;
    return Duration.between(period.start(), period.end().orElse(now));
  }
}
