package io.crier.application.users;

import static io.crier.domain.users.UserProblem.TOO_MANY_SIGN_INS;

import io.crier.domain.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Throttles the guessing of passwords and codes, by email and by client: after ten failures within
 * five minutes every further attempt is refused for a minute, then for twice as long each time, up
 * to a quarter of an hour. An attempt counts as failed until it succeeds, so that many at once gain
 * nothing. Each node counts for itself, and remembers a limited number.
 */
public final class Attempts {

  private static final int MAX_FAILURES = 10;
  private static final int MAX_SOURCES = 20_000;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration FIRST_BLOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_BLOCK = Duration.ofMinutes(15);
  private static final Duration RESET_AFTER = Duration.ofHours(2);

  private final InstantSource clock;
  private final Map<String, History> histories =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, History> eldest) {
          return size() > MAX_SOURCES;
        }
      };

  public Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /** Begins an attempt; refuses it if one of the sources has failed too often. */
  synchronized Attempt begin(String... sources) {
    var now = clock.instant();
    for (var source : sources) {
      var until = known(source, now).blockedUntil();
      if (now.isBefore(until)) {
        throw new Refused(TOO_MANY_SIGN_INS, Duration.between(now, until));
      }
    }
    for (var source : sources) {
      histories.put(source, known(source, now).failed(now));
    }
    return new Attempt(List.of(sources));
  }

  private History known(String source, Instant now) {
    var known = histories.get(source);
    return known == null || now.isAfter(known.since().plus(RESET_AFTER))
        ? new History(now, 0, FIRST_BLOCK, Instant.MIN)
        : known;
  }

  /** An attempt that has failed, unless it succeeds. */
  final class Attempt {

    private final List<String> sources;

    private Attempt(List<String> sources) {
      this.sources = sources;
    }

    /** Does not count it, since it neither failed nor succeeded. */
    void undo() {
      synchronized (Attempts.this) {
        sources.forEach(
            source -> histories.computeIfPresent(source, (it, known) -> known.undone()));
      }
    }

    /**
     * The first source, whose secret was right, starts afresh. The others only do not count this
     * attempt, because somebody with a password of their own may guess those of others.
     */
    void succeed() {
      synchronized (Attempts.this) {
        histories.remove(sources.getFirst());
        sources.stream()
            .skip(1)
            .forEach(source -> histories.computeIfPresent(source, (it, known) -> known.undone()));
      }
    }
  }

  /**
   * The failures and blocks of one source.
   *
   * @param nextBlock how long the next block lasts
   * @param blockedUntil when the last block ends
   */
  private record History(Instant since, int failures, Duration nextBlock, Instant blockedUntil) {

    History failed(Instant now) {
      if (!now.isBefore(since.plus(WINDOW))) {
        return new History(now, 1, nextBlock, blockedUntil);
      }
      if (failures + 1 < MAX_FAILURES) {
        return new History(since, failures + 1, nextBlock, blockedUntil);
      }
      var doubled = nextBlock.multipliedBy(2);
      return new History(
          now,
          0,
          doubled.compareTo(LONGEST_BLOCK) > 0 ? LONGEST_BLOCK : doubled,
          now.plus(nextBlock));
    }

    /** If this attempt was the one that began the block, it ends. */
    History undone() {
      return failures == 0
          ? new History(since, MAX_FAILURES - 1, nextBlock, Instant.MIN)
          : new History(since, failures - 1, nextBlock, blockedUntil);
    }
  }
}
