package io.crier.domain.watch;

import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * The reading progress of an author, and its health.
 *
 * @param watermark all posts up to this one are known
 * @param rate how often the author posts
 * @param checks when X was last asked and will be asked next
 * @param misses X's reports that it has no such author
 * @param stale whether subscribers have been notified that new posts may go unnoticed
 */
public record Watch(
    XAccount account,
    PostId watermark,
    PostingRate rate,
    Checks checks,
    Misses misses,
    boolean stale) {

  /**
   * When X was last asked, and when to ask next.
   *
   * @param lastAt the latest time for which it is known that no post was missed
   */
  public record Checks(Optional<Instant> lastAt, Instant nextAt) {

    Checks succeeded(Instant at) {
      return new Checks(lastAt.filter(it -> it.isAfter(at)).or(() -> Optional.of(at)), nextAt);
    }

    Checks next(Instant at) {
      return new Checks(lastAt, at);
    }
  }

  /**
   * Consecutive reports by X that it has no such author.
   *
   * @param since the time of the first
   */
  public record Misses(int count, Optional<Instant> since) {

    public static final Misses NONE = new Misses(0, Optional.empty());

    Misses another(Instant at) {
      return new Misses(count + 1, since.or(() -> Optional.of(at)));
    }
  }

  /** Starts watching an author from that post on. */
  public static Watch from(XAccount account, PostId watermark, Instant nextPollAt) {
    return new Watch(
        account,
        watermark,
        PostingRate.UNKNOWN,
        new Checks(Optional.empty(), nextPollAt),
        Misses.NONE,
        false);
  }

  public Optional<Instant> lastCheckedAt() {
    return checks.lastAt();
  }

  public Instant nextPollAt() {
    return checks.nextAt();
  }

  public Optional<Instant> lastPostAt() {
    return rate.lastPostAt();
  }

  /** The time up to which no post was missed. */
  public Instant completeUntil() {
    return lastCheckedAt().orElseGet(watermark::madeAt);
  }

  /** Counts new posts of the author towards the posting rate. */
  public Watch posted(Collection<Post> fresh) {
    var after = rate;
    for (var post : fresh) {
      after = after.with(post.id().madeAt());
    }
    return new Watch(account, watermark, after, checks, misses, stale);
  }

  /** All posts up to that one are known; a watermark never moves back. */
  public Watch readTo(PostId newest) {
    var higher = newest.isAfter(watermark) ? newest : watermark;
    return new Watch(account, higher, rate, checks, misses, stale);
  }

  /** At that time no post had been missed. */
  public Watch checked(Instant at) {
    return new Watch(account, watermark, rate, checks.succeeded(at), Misses.NONE, stale);
  }

  /** X reported that it has no such author. */
  public Watch missed(Instant at) {
    return new Watch(account, watermark, rate, checks, misses.another(at), stale);
  }

  /** Schedules the next poll. */
  public Watch pollAt(Instant at) {
    return new Watch(account, watermark, rate, checks.next(at), misses, stale);
  }

  public Watch stale(boolean notified) {
    return new Watch(account, watermark, rate, checks, misses, notified);
  }

  /** The same watch, with a new description of the author. */
  public Watch describedAs(XAccount description) {
    return new Watch(description, watermark, rate, checks, misses, stale);
  }
}
