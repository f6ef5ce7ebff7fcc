package io.crier.domain.watch;

import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * How far an author has been read, and how well that goes.
 *
 * @param watermark all posts up to this one have been taken in
 * @param postsPerDay how often the author posts, as far as seen, at the time of the last post
 * @param lastCheckedAt when it was last known that nothing had been missed
 * @param nextPollAt when to ask X again
 * @param misses answers in a row that X has no such author
 * @param stale whether its subscribers have been told that nobody can tell what it posts
 */
public record Watch(
    XAccount account,
    PostId watermark,
    double postsPerDay,
    Optional<Instant> lastCheckedAt,
    Optional<Instant> lastPostAt,
    Instant nextPollAt,
    int misses,
    Optional<Instant> missedSince,
    boolean stale) {

  /** After so long without a post the author counts as posting half as often. */
  private static final Duration HALF_LIFE = Duration.ofDays(3);

  private static final double WEIGHT_OF_ONE = Math.log(2) / HALF_LIFE.toDays();

  /** An author who is watched from there on. */
  public static Watch from(XAccount account, PostId watermark, Instant nextPollAt) {
    return new Watch(
        account,
        watermark,
        0,
        Optional.empty(),
        Optional.empty(),
        nextPollAt,
        0,
        Optional.empty(),
        false);
  }

  /** How many posts a day are to be expected at that time. */
  public double rate(Instant at) {
    return lastPostAt.map(last -> postsPerDay * decay(last, at)).orElse(0d);
  }

  private static double decay(Instant from, Instant to) {
    var passed = Math.max(0, Duration.between(from, to).toMillis());
    return Math.pow(2, -passed / (double) HALF_LIFE.toMillis());
  }

  /** These posts of the author are known now, in the order of their ids. */
  public Watch posted(Collection<Post> fresh) {
    var after = this;
    for (var post : fresh) {
      after = after.posted(post.id().madeAt());
    }
    return after;
  }

  private Watch posted(Instant at) {
    var last = lastPostAt.filter(it -> it.isAfter(at)).orElse(at);
    var rate = rate(last) + WEIGHT_OF_ONE * decay(at, last);
    return new Watch(
        account,
        watermark,
        rate,
        lastCheckedAt,
        Optional.of(last),
        nextPollAt,
        misses,
        missedSince,
        stale);
  }

  /** All posts up to that one are known; a watermark never goes back. */
  public Watch readTo(PostId newest) {
    return new Watch(
        account,
        newest.isAfter(watermark) ? newest : watermark,
        postsPerDay,
        lastCheckedAt,
        lastPostAt,
        nextPollAt,
        misses,
        missedSince,
        stale);
  }

  /** At that time nothing had been missed. */
  public Watch checked(Instant at) {
    return new Watch(
        account,
        watermark,
        postsPerDay,
        lastCheckedAt.filter(it -> it.isAfter(at)).or(() -> Optional.of(at)),
        lastPostAt,
        nextPollAt,
        0,
        Optional.empty(),
        stale);
  }

  /** X said that it has no such author. */
  public Watch missed(Instant at) {
    return new Watch(
        account,
        watermark,
        postsPerDay,
        lastCheckedAt,
        lastPostAt,
        nextPollAt,
        misses + 1,
        missedSince.or(() -> Optional.of(at)),
        stale);
  }

  /** Asks X again at that time. */
  public Watch pollAt(Instant at) {
    return new Watch(
        account, watermark, postsPerDay, lastCheckedAt, lastPostAt, at, misses, missedSince, stale);
  }

  /** Whether subscribers have been told that nobody can tell what the author posts. */
  public Watch stale(boolean told) {
    return new Watch(
        account,
        watermark,
        postsPerDay,
        lastCheckedAt,
        lastPostAt,
        nextPollAt,
        misses,
        missedSince,
        told);
  }

  /** The same watch over the author as he is described now. */
  public Watch of(XAccount described) {
    return new Watch(
        described,
        watermark,
        postsPerDay,
        lastCheckedAt,
        lastPostAt,
        nextPollAt,
        misses,
        missedSince,
        stale);
  }
}
