package io.crier.application.queue;

import static io.crier.domain.messages.HoldReason.DAILY_CAP;
import static io.crier.domain.messages.HoldReason.NEW_CONTACTS;
import static io.crier.domain.messages.HoldReason.NOT_CONNECTED;
import static io.crier.domain.messages.HoldReason.PAUSED;
import static io.crier.domain.messages.HoldReason.QUIET_HOURS;
import static io.crier.domain.messages.HoldReason.RESTRICTED;
import static io.crier.domain.messages.HoldReason.RETRY;
import static io.crier.domain.messages.HoldReason.SESSION_DISABLED;

import io.crier.application.TimerWheel;
import io.crier.application.messages.Messages;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Forecast;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

  private static final int BUFFERED = 10;

  final long epoch;
  private final ArrayDeque<Message> heads = new ArrayDeque<>();
  private Session session;
  private Optional<Instant> connectedSince = Optional.empty();
  private Phase phase = Phase.CLAIMING;
  private int queued;

  /**
   * How many messages were ever added: shows whether any arrived while the queue was being read.
   */
  private long added;

  /** Whether the heads may no longer be the first messages of the queue. */
  private boolean stale;

  private Instant nextAt;
  private Instant notBefore = Instant.MIN;
  private Instant parkedUntil = Instant.MIN;
  private int turn;
  private final DailySends daily = new DailySends();
  private boolean reachingOut;
  private boolean gone;
  private TimerWheel.Timer timer;

  /** A lane that is due only after it has been {@link #resume resumed}. */
  Lane(Session session, long epoch, Instant nextAt) {
    this.session = session;
    this.epoch = epoch;
    this.nextAt = nextAt;
  }

  /**
   * Continues where the last owner of the session stopped, with this many waiting messages, of
   * which these come first.
   */
  synchronized void resume(
      Messages.Trail trail, int waiting, List<Message> first, Instant now, RandomGenerator random) {
    phase = Phase.IDLE;
    queued = waiting + (int) added;
    fill(first, 0);
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
    return queued;
  }

  synchronized long added() {
    return added;
  }

  /** Messages were accepted, in this order. */
  synchronized void add(List<Message> accepted) {
    for (var message : accepted) {
      var complete = !stale && heads.size() == queued;
      queued++;
      added++;
      if (heads.stream().noneMatch(head -> head.id().equals(message.id()))) {
        insert(message, complete);
      }
    }
  }

  /** Adds this many messages that joined the queue at any position. */
  synchronized void addBetween(int more) {
    queued += more;
    added += more;
    stale = true;
  }

  /** Marks the heads as outdated. */
  synchronized void forget() {
    stale = true;
  }

  /** Inserts a message such that the heads remain a gapless prefix of the queue. */
  private void insert(Message message, boolean complete) {
    var behind = new ArrayDeque<Message>();
    while (!heads.isEmpty() && message.priority().compareTo(heads.peekLast().priority()) < 0) {
      behind.push(heads.pollLast());
    }
    if (complete || !behind.isEmpty()) {
      heads.add(message);
    }
    heads.addAll(behind);
    while (heads.size() > BUFFERED) {
      heads.pollLast();
    }
  }

  /**
   * Removes cancelled messages; returns whether all of them are known to have been counted here.
   */
  synchronized boolean remove(Collection<MessageId> ids) {
    var before = heads.size();
    heads.removeIf(message -> ids.contains(message.id()));
    var removed = before - heads.size();
    queued -= removed;
    return removed == ids.size();
  }

  /** Sets the count of a queue that was read after this many messages had been added. */
  synchronized void recount(int waiting, long addedBefore) {
    queued = waiting + (int) (added - addedBefore);
    heads.clear();
  }

  /** Closes the lane: this node does not run the session any more. */
  synchronized void leave() {
    gone = true;
  }

  synchronized boolean isGone() {
    return gone;
  }

  synchronized boolean needsHeads() {
    return stale || heads.isEmpty();
  }

  /** Sets the heads, read after this many messages had been added. */
  synchronized void fill(List<Message> first, long addedBefore) {
    heads.clear();
    heads.addAll(first.subList(0, Math.min(first.size(), BUFFERED)));
    stale = added != addedBefore;
  }

  synchronized Optional<Message> head() {
    return Optional.ofNullable(heads.peek());
  }

  static int buffered() {
    return BUFFERED;
  }

  /** When the next message may be sent, if one waits and only time holds it back. */
  synchronized Optional<Instant> due(Instant now) {
    if (gone
        || phase != Phase.IDLE
        || queued <= 0
        || session.sending().paused()
        || session.connectivity().disabled()) {
      return Optional.empty();
    }
    if (needsHeads()) {
      // Whatever comes first in the queue by then is considered; it may be unpaced.
      var next = session.pacing().allowUnpaced() ? now : nextAt;
      return Optional.of(later(parkedUntil, later(next, notBefore)));
    }
    var head = heads.peek();
    return isReachable(head) ? Optional.of(later(parkedUntil, due(head, now))) : Optional.empty();
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

  /** Starts claiming the next message, if it is due. */
  synchronized boolean startClaiming(Instant now) {
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
    queued--;
    heads.removeIf(head -> head.id().equals(message.id()));
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
   * then.
   */
  synchronized void park(Instant until) {
    phase = Phase.IDLE;
    parkedUntil = until;
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
   * The send has ended with the message back in the queue, to be retried at {@code until} at the
   * earliest.
   */
  synchronized void returned(Instant end, Instant until, RandomGenerator random) {
    ended(end, random);
    addBetween(1);
    notBefore = until;
  }

  private void pauseAfter(Instant end, RandomGenerator random) {
    nextAt = end.plus(session.pacing().pauseAfter(turn, random));
  }

  /** When this message will be sent behind this many others, if nothing changes. */
  synchronized Instant estimate(
      Message message, int ahead, Optional<Instant> heldUntil, Instant now) {
    var unpaced = message.priority() == Priority.UNPACED;
    var own = later(now, later(notBefore, unpaced ? now : nextAt));
    var start = heldUntil.map(end -> later(end, own)).orElse(own);
    return new Forecast(session.pacing(), start, daily.sentOn(start))
        .estimate(ahead, message.priority() == Priority.CODE);
  }

  /**
   * What holds this message back, other than its turn: what lasts longest.
   *
   * @param reachesOut whether it goes to a new contact
   */
  synchronized Optional<Hold> hold(Message message, boolean reachesOut, Instant now) {
    if (session.connectivity().disabled()) {
      return Optional.of(Hold.untilChanged(SESSION_DISABLED));
    }
    if (session.sending().paused()) {
      return Optional.of(Hold.untilChanged(PAUSED));
    }
    if (!isReachable(message)) {
      return Optional.of(Hold.untilChanged(NOT_CONNECTED));
    }
    var holds = new ArrayList<Hold>();
    if (notBefore.isAfter(later(now, nextAt))) {
      holds.add(Hold.until(notBefore, RETRY));
    }
    if (isCapReached(now)) {
      holds.add(Hold.until(DailySends.endOfDay(now), DAILY_CAP));
    }
    if (reachesOut && !mayReachOut(now)) {
      holds.add(
          restrictedUntil(now)
              .map(end -> Hold.until(end, RESTRICTED))
              .orElseGet(() -> Hold.until(DailySends.endOfDay(now), NEW_CONTACTS)));
    }
    session
        .pacing()
        .quietHours()
        .filter(hours -> message.priority() != Priority.CODE)
        .map(hours -> hours.endFor(now))
        .filter(now::isBefore)
        .ifPresent(end -> holds.add(Hold.until(end, QUIET_HOURS)));
    return holds.stream().max(Comparator.comparing(hold -> hold.until().orElseThrow()));
  }

  /** When WhatsApp lets the session write to new contacts again, if it does not now. */
  synchronized Optional<Instant> restrictedUntil(Instant now) {
    return session.link().restrictedUntil().filter(now::isBefore);
  }

  private boolean isCapReached(Pacing pacing, Instant at) {
    return pacing.dailyCap().filter(cap -> daily.sentOn(at) >= cap).isPresent();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
