package io.crier.application.queue;

import static io.crier.application.queue.LaneForecast.later;

import io.crier.application.TimerWheel;
import io.crier.application.messages.Messages;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One session's lane in the paced queue: how many messages wait, which come first, and when the
 * next may be sent. Knows no clock and no database; guarded by its own monitor.
 *
 * <p>Its count may be too high, which is detected when there is nothing to claim, but never too
 * low: a message that it has not counted would never be claimed.
 */
final class Lane {

  /** What the lane is doing. */
  enum Phase {
    /** No message is in flight. */
    IDLE,
    /** Its next message is being claimed. */
    CLAIMING,
    /** A message is in flight, or in doubt. */
    SENDING
  }

  final long epoch;
  private final LaneHeads heads = new LaneHeads();
  private Session session;
  private Optional<Instant> connectedSince = Optional.empty();
  private Phase phase = Phase.CLAIMING;
  private Instant nextAt;
  private Instant notBefore = Instant.MIN;
  private Instant parkedUntil = Instant.MIN;
  private int turn;
  private final DailySends daily = new DailySends();
  private boolean reachingOut;
  private boolean gone;
  private boolean passedOn;
  private Instant triedAt;

  /** Whether a message may be in flight because a claim was committed and then failed. */
  private boolean unsure;

  private final FailureStreak failures = new FailureStreak();
  private TimerWheel.Timer timer;

  /** A lane that is due only after it has been {@link #resume resumed}. */
  Lane(Session session, long epoch, Instant nextAt) {
    this.session = session;
    this.epoch = epoch;
    this.nextAt = nextAt;
    this.triedAt = nextAt;
  }

  /**
   * Continues where the last owner of the session stopped, with this many waiting messages, of
   * which these come first, and the next of the others may be retried at this time.
   */
  synchronized void resume(
      Messages.Trail trail,
      int waiting,
      List<Message> first,
      Optional<Instant> retry,
      Instant now,
      RandomGenerator random) {
    phase = Phase.IDLE;
    heads.resume(waiting, first, retry);
    daily.resume(trail.sentToday(), trail.metToday(), now);
    turn = trail.turn();
    trail.lastEnd().ifPresent(end -> pauseAfter(end, random));
  }

  synchronized Session session() {
    return session;
  }

  synchronized void change(Session changed) {
    session = changed;
  }

  synchronized void connect(Optional<Instant> since) {
    connectedSince = since;
  }

  synchronized Optional<Instant> connectedSince() {
    return connectedSince;
  }

  synchronized boolean isIdle() {
    return phase == Phase.IDLE;
  }

  synchronized int queued() {
    return heads.queued();
  }

  synchronized long added() {
    return heads.added();
  }

  /** Messages were accepted, in this order. */
  synchronized void add(List<Message> accepted) {
    accepted.forEach(heads::add);
  }

  /** Adds this many messages that joined the queue at any position. */
  synchronized void addBetween(int more) {
    heads.addBetween(more);
  }

  /** Marks the heads as outdated. */
  synchronized void forget() {
    heads.forget();
  }

  /**
   * Removes cancelled messages; returns whether all of them are known to have been counted here.
   */
  synchronized boolean remove(Collection<MessageId> ids) {
    return heads.remove(ids);
  }

  /** Sets the count of a queue that was read after this many messages had been added. */
  synchronized void recount(int waiting, long addedBefore) {
    heads.recount(waiting, addedBefore);
    unsure = false;
  }

  /**
   * The same, unless nobody knows whether the count includes the message that is being claimed, or
   * was by a claim in doubt; returns whether the count is set.
   */
  synchronized boolean recountIfSure(int waiting, long addedBefore) {
    if (phase == Phase.CLAIMING || unsure) {
      return false;
    }
    heads.recount(waiting, addedBefore);
    return true;
  }

  /** Closes the lane: this node does not run the session any more. */
  synchronized void leave() {
    gone = true;
  }

  synchronized boolean isGone() {
    return gone;
  }

  synchronized boolean needsHeads(Instant now) {
    return heads.needReading(now);
  }

  /**
   * Sets the first messages that need not wait for a retry, and when the next of the others may be
   * retried, as read after this many messages had been added.
   */
  synchronized void fill(List<Message> first, Optional<Instant> retry, long addedBefore) {
    heads.fill(first, retry, addedBefore);
  }

  synchronized Optional<Message> head() {
    return heads.first();
  }

  /** When the next of the messages that wait for a retry may be sent again. */
  synchronized Optional<Instant> nextRetry() {
    return heads.nextRetry();
  }

  /** A claim failed, but perhaps only after its commit. */
  synchronized void doubtClaim() {
    unsure = true;
  }

  /** Whether a message may be in flight that the lane does not know about. */
  synchronized boolean isUnsure() {
    return unsure;
  }

  /** When the next message may be sent, if one waits and only time holds it back. */
  synchronized Optional<Instant> due(Instant now) {
    if (gone
        || phase != Phase.IDLE
        || heads.queued() <= 0
        || session.sending().paused()
        || session.awaitsDecision()
        || session.connectivity().disabled()) {
      return Optional.empty();
    }
    // Whatever comes first in the queue by then is considered; it may be unpaced.
    var earliest = later(notBefore, session.pacing().allowUnpaced() ? now : nextAt);
    if (heads.needReading(now)) {
      return Optional.of(later(parkedUntil, earliest));
    }
    var head = heads.first().orElseThrow();
    if (!isReachable(head)) {
      return Optional.empty();
    }
    var due = due(head, now);
    var next = heads.nextRetry().map(retry -> earlier(due, later(retry, earliest))).orElse(due);
    return Optional.of(later(parkedUntil, next));
  }

  /** When this message may be sent, if it were the first. */
  synchronized Instant due(Message message, Instant now) {
    var pacing = session.pacing();
    var due = later(notBefore, message.priority() == Priority.UNPACED ? now : nextAt);
    if (isCapReached(pacing, later(due, now))) {
      due = DailySends.endOfDay(later(due, now));
    }
    if (message.priority() != Priority.CODE && pacing.quietHours().isPresent()) {
      due = later(due, pacing.quietHours().get().endFor(later(due, now)));
    }
    return due;
  }

  /** Whether this message may be sent now, if it were the first. */
  synchronized boolean mayStart(Message message, Instant now) {
    return isReachable(message) && !due(message, now).isAfter(now);
  }

  private boolean isReachable(Message message) {
    return connectedSince.isPresent() || message.handling().test();
  }

  /** Replaces the lane's only timer. */
  synchronized void await(TimerWheel.Timer next) {
    if (timer != null) {
      timer.cancel();
    }
    timer = next;
  }

  /** The lane is due, and waits for its claim. */
  synchronized void passOn() {
    passedOn = true;
  }

  /** Since when it has been opened, claimed for or due without that anything happened. */
  synchronized Optional<Instant> stuckSince(Instant now) {
    return switch (phase) {
      case CLAIMING -> Optional.of(triedAt);
      case IDLE -> passedOn ? Optional.empty() : due(now).map(due -> later(due, triedAt));
      case SENDING -> Optional.empty();
    };
  }

  /** Starts claiming the next message, if it is due. */
  synchronized boolean startClaiming(Instant now) {
    passedOn = false;
    triedAt = now;
    if (due(now).filter(due -> !due.isAfter(now)).isEmpty()) {
      return false;
    }
    phase = Phase.CLAIMING;
    return true;
  }

  /** Whether nothing is sent any more on the day of this time. */
  synchronized boolean isCapReached(Instant at) {
    return isCapReached(session.pacing(), at);
  }

  /** Whether a message to a new contact may be sent now. */
  synchronized boolean mayReachOut(Instant now) {
    if (restrictedUntil(now).isPresent()) {
      return false;
    }
    var budget = session.pacing().newContactBudget(session.link().linkedAt().orElse(now), now);
    return budget.filter(most -> daily.metOn(now) >= most).isEmpty();
  }

  /** The number of the next send since the last rest. */
  synchronized int nextTurn() {
    return session.pacing().restsAfter(turn) ? 1 : turn + 1;
  }

  /** The message was claimed and is in flight. */
  synchronized void claimed(Message message, boolean reachesOut, Instant now) {
    phase = Phase.SENDING;
    unsure = false;
    heads.take(message.id());
    turn = nextTurn();
    daily.count(reachesOut, now);
    reachingOut = reachesOut;
  }

  /** A message that may or may not have been sent occupies the lane. */
  synchronized void doubt() {
    phase = Phase.SENDING;
  }

  /** Nothing was claimed. */
  synchronized void release() {
    phase = Phase.IDLE;
  }

  /**
   * Nothing could be claimed, since the next messages are to new contacts and have to wait until
   * then, unless another one is retried earlier.
   */
  synchronized void park(Instant until) {
    phase = Phase.IDLE;
    parkedUntil = heads.nextRetry().map(retry -> earlier(retry, until)).orElse(until);
  }

  /** Something about the lane changed: the reason for parking it may no longer apply. */
  synchronized void unpark() {
    parkedUntil = Instant.MIN;
  }

  /** The send has ended: the pause starts. */
  synchronized void ended(Instant end, RandomGenerator random) {
    phase = Phase.IDLE;
    daily.countEnd(reachingOut, end);
    pauseAfter(end, random);
  }

  /**
   * The send has ended with the message back in the queue.
   *
   * @param retry when it may be sent again, if it has a time of its own
   */
  synchronized void returned(Instant end, Optional<Instant> retry, RandomGenerator random) {
    ended(end, random);
    heads.addBetween(1);
    retry.ifPresent(heads::retryAt);
  }

  /** Nothing is sent before this time. */
  synchronized void stand(Instant until) {
    notBefore = later(notBefore, until);
  }

  /** A message was accepted, or refused for its own sake: WhatsApp can be reached. */
  synchronized void succeed() {
    failures.end();
  }

  /** A message could not be sent, for a reason that may or may not apply to others. */
  synchronized void fail(MessageId message, Instant at) {
    failures.add(message).ifPresent(pause -> stand(at.plus(pause)));
  }

  private void pauseAfter(Instant end, RandomGenerator random) {
    nextAt = end.plus(session.pacing().pauseAfter(turn, random));
  }

  /**
   * When this message will be sent behind this many others, if nothing changes.
   *
   * @param retry until when it waits for its own retry, or for that of a message ahead of it
   */
  synchronized Instant estimate(
      Message message, int ahead, Optional<Hold> held, Optional<Instant> retry, Instant now) {
    return new LaneForecast(session.pacing(), notBefore, nextAt, daily, now)
        .estimate(message, ahead, held, retry);
  }

  /**
   * What holds this message back, other than its turn: what lasts longest.
   *
   * @param reachesOut whether it goes to a new contact
   * @param retry until when it waits for its own retry, or for that of a message ahead of it
   */
  synchronized Optional<Hold> hold(
      Message message, boolean reachesOut, Optional<Instant> retry, Instant now) {
    var stands = Optional.of(notBefore).filter(later(now, nextAt)::isBefore);
    return new LaneHolds(
            session, isReachable(message), stands, isCapReached(now), mayReachOut(now), now)
        .hold(message, reachesOut, retry);
  }

  /** When WhatsApp lets the session write to new contacts again, if it does not now. */
  synchronized Optional<Instant> restrictedUntil(Instant now) {
    return session.link().restrictedUntil().filter(now::isBefore);
  }

  private boolean isCapReached(Pacing pacing, Instant at) {
    return pacing.dailyCap().filter(cap -> daily.sentOn(at) >= cap).isPresent();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
