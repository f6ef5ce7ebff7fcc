package io.crier.domain.watch;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How long to wait between two polls of each author, so that posts are found as early as the
 * request limit allows: the total delay of all subscribers is minimal if the polling rate is
 * proportional to the square root of expected posts times subscribers.
 *
 * @param requestsPerSecond the limit for all authors together
 * @param min no author is polled more often
 * @param max every author is polled this often, if the limit allows
 * @param thrift the share of authors, those with the fewest subscribers, that are polled as rarely
 *     as possible, to save money
 */
public record PollPlan(double requestsPerSecond, Duration min, Duration max, double thrift) {

  private static final double LEAST_RATE = 0.2;
  private static final int HALVINGS = 60;
  private static final double MOST_FOR_URGENT = 0.5;

  /**
   * The benefit of polling an author.
   *
   * @param urgent whether the author has just posted, and is likely to post more
   */
  public record Demand(int subscribers, double postsPerDay, boolean urgent) {

    double weight() {
      return Math.sqrt(Math.max(1, subscribers) * Math.max(LEAST_RATE, postsPerDay));
    }
  }

  /** The periods in the order of the demands. */
  public List<Duration> periods(List<Demand> demands) {
    if (demands.isEmpty()) {
      return List.of();
    }
    var weights = weights(demands);
    var scale = scale(weights);
    // Even the longest periods exceed the limit: all are stretched by the same factor.
    var stretch = Math.max(1, requests(weights, scale) / requestsPerSecond);
    return IntStream.range(0, weights.length)
        .mapToObj(i -> Duration.ofMillis(Math.round(1_000 * stretch * period(weights[i], scale))))
        .toList();
  }

  /** Infinite for authors to poll as often as possible, zero for the opposite. */
  private double[] weights(List<Demand> demands) {
    var weights = demands.stream().mapToDouble(Demand::weight).toArray();
    var urgent = demands.stream().filter(Demand::urgent).count();
    if (urgent / seconds(min) <= MOST_FOR_URGENT * requestsPerSecond) {
      IntStream.range(0, weights.length)
          .filter(i -> demands.get(i).urgent())
          .forEach(i -> weights[i] = Double.POSITIVE_INFINITY);
    }
    IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparing(i -> demands.get(i).subscribers()))
        .limit((long) (thrift * weights.length))
        .forEach(i -> weights[i] = 0);
    return weights;
  }

  /** The smallest scale that satisfies the limit. */
  private double scale(double[] weights) {
    if (requests(weights, 0) <= requestsPerSecond) {
      return 0;
    }
    var low = 0d;
    var high =
        seconds(max)
            * IntStream.range(0, weights.length)
                .mapToDouble(i -> finite(weights[i]))
                .max()
                .orElse(1);
    for (var i = 0; i < HALVINGS; i++) {
      var middle = (low + high) / 2;
      if (requests(weights, middle) <= requestsPerSecond) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static double finite(double weight) {
    return Double.isFinite(weight) ? weight : 0;
  }

  private double requests(double[] weights, double scale) {
    return IntStream.range(0, weights.length).mapToDouble(i -> 1 / period(weights[i], scale)).sum();
  }

  private double period(double weight, double scale) {
    if (weight == 0) {
      return seconds(max);
    }
    return Math.clamp(scale / weight, seconds(min), seconds(max));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000d;
  }
}
