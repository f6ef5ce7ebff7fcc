package io.crier.domain.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often an author posts, averaged over the last days.
 *
 * @param postsPerDay the average at the time of the last post
 */
public record PostingRate(double postsPerDay, Optional<Instant> lastPostAt) {

  public static final PostingRate UNKNOWN = new PostingRate(0, Optional.empty());

  /** After this long without a post the average has halved. */
  private static final Duration HALF_LIFE = Duration.ofDays(3);

  private static final double WEIGHT_OF_ONE = Math.log(2) / HALF_LIFE.toDays();

  /** The posts per day to expect at that time. */
  public double at(Instant time) {
    return lastPostAt.map(last -> postsPerDay * decay(last, time)).orElse(0d);
  }

  /** The rate including a post of that time; posts may be added in any order. */
  PostingRate with(Instant post) {
    var last = lastPostAt.filter(it -> it.isAfter(post)).orElse(post);
    return new PostingRate(at(last) + WEIGHT_OF_ONE * decay(post, last), Optional.of(last));
  }

  private static double decay(Instant from, Instant to) {
    var passed = Math.max(0, Duration.between(from, to).toMillis());
    return Math.pow(2, -passed / (double) HALF_LIFE.toMillis());
  }
}
