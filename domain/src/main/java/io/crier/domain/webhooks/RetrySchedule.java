package io.crier.domain.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When failed deliveries are retried: ten attempts over about 75 hours, with 20 % jitter. */
public final class RetrySchedule {

  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private RetrySchedule() {}

  /** The pause after this many failed attempts, or empty if that was the last. */
  public static Optional<Duration> pauseAfter(int attempts, RandomGenerator random) {
    if (attempts > PAUSES.size()) {
      return Optional.empty();
    }
    var pause = PAUSES.get(attempts - 1).toMillis();
    return Optional.of(Duration.ofMillis(Math.round(pause * random.nextDouble(0.8, 1.2))));
  }
}
