package io.crier.application.watch;

import io.crier.application.xaccounts.XAccounts;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.watch.PollPlan;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The state that the watching node has about one author, beyond what the database stores. Knows no
 * clock and no database; guarded by its own monitor.
 */
final class Author {

  /** More posts are likely soon after a post, since threads come in bursts. */
  private static final Duration BURST = Duration.ofMinutes(10);

  /** How long a new rule of a stream may take to become effective, and a post to arrive. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  /** Ids follow time only roughly: an older post may still appear shortly after a newer one. */
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private XAccounts.Watched watched;
  private Duration period;
  private Optional<Instant> readAt = Optional.empty();
  private Optional<Instant> followedSince = Optional.empty();
  private Optional<XFault> trouble = Optional.empty();
  private boolean reconciled;
  private boolean busy;
  private boolean changed;

  Author(XAccounts.Watched watched, Duration period) {
    this.watched = watched;
    this.period = period;
  }

  synchronized XUserId id() {
    return watched.watch().account().id();
  }

  synchronized Watch watch() {
    return watched.watch();
  }

  synchronized XAccount account() {
    return watched.watch().account();
  }

  synchronized Duration period() {
    return period;
  }

  synchronized Optional<Instant> readAt() {
    return readAt;
  }

  /** Updates the subscribers and X's description of the author from the database. */
  synchronized void refresh(XAccounts.Watched now, Instant at) {
    var watch = watched.watch().describedAs(now.watch().account());
    // The new subscription has just looked the author up at X.
    var wasLookedUp = now.subscribers() > watched.subscribers() && at.isBefore(watch.nextPollAt());
    watched =
        new XAccounts.Watched(
            wasLookedUp ? watch.pollAt(at) : watch,
            now.subscribers(),
            now.replies(),
            now.reposts());
  }

  /** Takes the watch that was just stored. */
  synchronized void kept(Watch watch) {
    watched = with(watch);
  }

  /** Changes the watch in a way that need not be stored at once; returns it. */
  synchronized Watch change(UnaryOperator<Watch> change) {
    watched = with(change.apply(watched.watch()));
    changed = true;
    return watched.watch();
  }

  private XAccounts.Watched with(Watch watch) {
    return new XAccounts.Watched(
        watch, watched.subscribers(), watched.replies(), watched.reposts());
  }

  /** The watch, if it has changed since this was last called. */
  synchronized Optional<Watch> takeChanged() {
    var result = changed ? Optional.of(watched.watch()) : Optional.<Watch>empty();
    changed = false;
    return result;
  }

  // Polling

  synchronized PollPlan.Demand demand(Instant now) {
    var watch = watched.watch();
    return new PollPlan.Demand(
        watched.subscribers(),
        watch.rate().at(now),
        watch.lastPostAt().filter(last -> now.isBefore(last.plus(BURST))).isPresent());
  }

  /** Sets how often to poll the author, which may bring the next poll forward. */
  synchronized void pollEvery(Duration other) {
    var shorter = other.compareTo(period) < 0;
    period = other;
    reconciled = false;
    if (shorter && isVisible() && trouble.isEmpty()) {
      readAt
          .map(last -> last.plus(other))
          .filter(next -> next.isBefore(watched.watch().nextPollAt()))
          .ifPresent(next -> watched = with(watched.watch().pollAt(next)));
    }
  }

  /**
   * A stream reports the author: polls only look for what it has missed.
   *
   * @param share the part of the period after which to start, to spread the polls
   */
  synchronized void reconcileEvery(Duration other, double share) {
    period = other;
    if (!reconciled) {
      reconciled = true;
      var first = Duration.ofMillis((long) (share * other.toMillis()));
      readAt.ifPresent(last -> watched = with(watched.watch().pollAt(last.plus(first))));
    }
  }

  synchronized boolean isDue(Instant now) {
    return !busy && !now.isBefore(watched.watch().nextPollAt());
  }

  synchronized void begin() {
    busy = true;
  }

  synchronized void end() {
    busy = false;
  }

  /** Reads from the watermark, or slightly before it if an older post may have appeared since. */
  synchronized PostId since() {
    var watermark = watched.watch().watermark();
    var settled = watermark.madeAt().plus(OVERLAP);
    var early = readAt.filter(last -> last.isBefore(settled)).isPresent() && isReconciled();
    return early ? PostId.justBefore(watermark.madeAt().minus(OVERLAP)) : watermark;
  }

  private boolean isReconciled() {
    return followedSince.isPresent();
  }

  synchronized PullSource.Request request(PostId since, Optional<String> next, int most) {
    return new PullSource.Request(
        account(), since, next, most, watched.replies(), watched.reposts());
  }

  /** A read that started then has returned everything. */
  synchronized void completed(Instant begun) {
    readAt = Optional.of(begun);
    trouble = Optional.empty();
  }

  synchronized void setTrouble(XFault fault) {
    trouble = Optional.of(fault);
  }

  /** Why this author in particular cannot be read. */
  synchronized Optional<XFault> trouble() {
    return trouble;
  }

  synchronized boolean isVisible() {
    return account().state() == XAccountState.ACTIVE;
  }

  // Streams

  synchronized PushSource.Followed wanted() {
    return new PushSource.Followed(account(), watched.replies(), watched.reposts());
  }

  synchronized void followed(Instant since) {
    followedSince = followedSince.or(() -> Optional.of(since));
  }

  synchronized void unfollowed() {
    followedSince = Optional.empty();
  }

  /** Whether a stream reports the author, and no earlier post is missing. */
  synchronized boolean isCovered() {
    return followedSince.flatMap(since -> readAt.filter(since.plus(GRACE)::isBefore)).isPresent();
  }

  /** Whether a stream should have reported the post by now. */
  synchronized boolean wasExpectedFromStream(Post post, Instant now) {
    var at = post.id().madeAt();
    return followedSince.filter(since -> since.plus(GRACE).isBefore(at)).isPresent()
        && at.plus(GRACE).isBefore(now)
        && switch (post.kind()) {
          case ORIGINAL, QUOTE, THREAD -> true;
          case REPLY, REPOST -> false;
        };
  }
}
