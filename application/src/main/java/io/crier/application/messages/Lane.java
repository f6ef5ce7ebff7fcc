package io.crier.application.messages;

import io.crier.application.TimerWheel;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The place of one session in the paced queue: how many messages wait, which are the first of them,
 * and when the next may start. Knows no clock and no database; guarded by its own monitor.
 */
final class Lane {

  /** What the lane is doing. */
  enum Phase {
    /** Nothing is on its way. */
    IDLE,
    /** Its next message is being taken. */
    CLAIMING,
    /** A message is on its way, or in doubt. */
    SENDING
  }

  private static final int BUFFERED = 10;

  final long epoch;
  private final ArrayDeque<Message> heads = new ArrayDeque<>();
  private Session session;
  private Optional<Instant> connectedSince = Optional.empty();
  private Phase phase = Phase.CLAIMING;
  private int queued;
  private Instant nextAt;
  private Instant parkedUntil = Instant.MIN;
  private int turn;
  private LocalDate day = LocalDate.MIN;
  private int sentToday;
  private int metToday;
  private TimerWheel.Timer timer;

  Lane(Session session, long epoch, Instant nextAt) {
    this.session = session;
    this.epoch = epoch;
    this.nextAt = nextAt;
  }

  /** Begins to work, where the last owner of the session stopped. */
  synchronized void resume(Messages.Trail trail, int waiting, Instant now, RandomGenerator random) {
    queued += waiting;
    day = dayOf(now);
    sentToday = trail.sentToday();
    metToday = trail.metToday();
    turn = trail.turn();
    trail.lastEnd().ifPresent(end -> pauseAfter(end, random));
    phase = Phase.IDLE;
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

  /** Messages were accepted, in this order. */
  synchronized void add(List<Message> accepted) {
    for (var message : accepted) {
      var complete = heads.size() == queued;
      queued++;
      insert(message, complete);
    }
  }

  /** Keeps the heads a gapless beginning of the queue, whatever the priority of the newcomer. */
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

  /** Messages left the queue by another way than being sent. */
  synchronized void remove(Collection<MessageId> ids) {
    queued = Math.max(0, queued - ids.size());
    heads.removeIf(message -> ids.contains(message.id()));
  }

  /** The queue is not what it was thought to be. */
  synchronized void recount(int waiting) {
    queued = waiting;
    heads.clear();
  }

  synchronized boolean needsHeads() {
    return heads.isEmpty();
  }

  synchronized void fill(List<Message> first) {
    heads.clear();
    heads.addAll(first.subList(0, Math.min(first.size(), BUFFERED)));
  }

  synchronized Optional<Message> head() {
    return Optional.ofNullable(heads.peek());
  }

  static int buffered() {
    return BUFFERED;
  }

  /** When the next message may start, if one waits and nothing but time holds it back. */
  synchronized Optional<Instant> due(Instant now) {
    if (phase != Phase.IDLE || queued == 0 || session.paused() || session.disabled()) {
      return Optional.empty();
    }
    var head = heads.peek();
    if (connectedSince.isEmpty() && (head == null || !head.handling().test())) {
      return Optional.empty();
    }
    var pacing = session.pacing();
    var priority = head == null ? Priority.NORMAL : head.priority();
    var due = priority == Priority.UNPACED ? now : later(nextAt, parkedUntil);
    if (isCapReached(pacing, later(due, now))) {
      due = later(due, startOfDay(dayOf(later(due, now)).plusDays(1)));
    }
    if (priority != Priority.CODE && pacing.quietHours().isPresent()) {
      due = pacing.quietHours().get().endFor(later(due, now));
    }
    return Optional.of(due);
  }

  /** Replaces the lane's only timer. */
  synchronized void await(TimerWheel.Timer next) {
    if (timer != null) {
      timer.cancel();
    }
    timer = next;
  }

  /** Begins to take the next message, if it is still time to. */
  synchronized boolean startClaiming(Instant now) {
    if (due(now).filter(due -> !due.isAfter(now)).isEmpty()) {
      return false;
    }
    phase = Phase.CLAIMING;
    return true;
  }

  /** Whether somebody new may be written to now. */
  synchronized boolean mayMeet(Instant now) {
    if (session.restrictedUntil().filter(now::isBefore).isPresent()) {
      return false;
    }
    var budget = session.pacing().newContactBudget(session.linkedAt().orElse(now), now);
    return budget.filter(most -> metOn(dayOf(now)) >= most).isEmpty();
  }

  /** Which send since the last rest the next one is. */
  synchronized int nextTurn() {
    return turn + 1;
  }

  /** The message was taken: it is on its way. */
  synchronized void claimed(Message message, boolean meets, Instant now) {
    phase = Phase.SENDING;
    queued--;
    heads.removeIf(head -> head.id().equals(message.id()));
    turn++;
    rollOver(now);
    sentToday++;
    if (meets) {
      metToday++;
    }
  }

  /** A message whose fate nobody knows occupies the lane. */
  synchronized void doubt() {
    phase = Phase.SENDING;
  }

  /** Nothing could be taken; there is a reason to wait until then. */
  synchronized void park(Instant until) {
    phase = Phase.IDLE;
    heads.clear();
    parkedUntil = until;
  }

  /** Something about the lane changed: what it was parked for may be over. */
  synchronized void unpark() {
    parkedUntil = Instant.MIN;
  }

  /** The send has ended: the pause begins. */
  synchronized void ended(Instant end, RandomGenerator random) {
    phase = Phase.IDLE;
    pauseAfter(end, random);
  }

  /** The message is back in the queue, not to be tried again before then. */
  synchronized void returned(Instant notBefore) {
    queued++;
    heads.clear();
    parkedUntil = notBefore;
  }

  private void pauseAfter(Instant end, RandomGenerator random) {
    nextAt = end.plus(session.pacing().pauseAfter(turn, random));
    if (session.pacing().restsAfter(turn)) {
      turn = 0;
    }
  }

  /** When a message with so many ahead of it will start, if nothing else comes up. */
  synchronized Instant estimate(int ahead, Instant now) {
    Duration wait = session.pacing().meanPause().multipliedBy(ahead);
    return later(nextAt, now).plus(wait);
  }

  private boolean isCapReached(Pacing pacing, Instant at) {
    return pacing.dailyCap().isPresent()
        && dayOf(at).equals(day)
        && sentToday >= pacing.dailyCap().get();
  }

  private int metOn(LocalDate date) {
    return date.equals(day) ? metToday : 0;
  }

  private void rollOver(Instant now) {
    var today = dayOf(now);
    if (!today.equals(day)) {
      day = today;
      sentToday = 0;
      metToday = 0;
    }
  }

  static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  static Instant startOfDay(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
