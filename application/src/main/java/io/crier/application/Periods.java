package io.crier.application;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Periods of the same length, one after the other, which begin at multiples of it since 1970.
 *
 * @param first when the first one begins
 * @param end the end of what counts; the last period may be cut short by it
 */
public record Periods(Instant first, Instant end, Duration length) {

  private static final int MOST = 400;

  /** From the one that contains {@code from} to the last one before {@code to}; at most 400. */
  public static Periods between(Instant from, Instant to, Duration length) {
    var first =
        Instant.ofEpochSecond(
            Math.floorDiv(from.getEpochSecond(), length.toSeconds()) * length.toSeconds());
    if (!first.isBefore(to) || Duration.between(first, to).dividedBy(length) > MOST) {
      throw new Refused(INVALID_REQUEST, "from: expected a time before to, at most 400 periods");
    }
    return new Periods(first, to, length);
  }

  /** One value for each period: what was found, else none. */
  public <T> SortedMap<Instant, T> fill(Map<Instant, T> found, T none) {
    var all = new TreeMap<Instant, T>();
    for (var begin = first; begin.isBefore(end); begin = begin.plus(length)) {
      all.put(begin, found.getOrDefault(begin, none));
    }
    return all;
  }
}
