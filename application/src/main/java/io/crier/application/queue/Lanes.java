package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Messages;
import io.crier.application.sessions.Sessions;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lanes of the sessions that this node runs: their queues, and when the next messages are due.
 */
public final class Lanes {

  private final Messages messages;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final RandomGenerator random;
  private final Map<SessionId, Lane> lanes = new ConcurrentHashMap<>();

  /** Sessions whose queues may hold messages that their lanes have not counted. */
  private final Set<SessionId> uncounted = ConcurrentHashMap.newKeySet();

  private volatile Consumer<Lane> whenDue = lane -> {};
  private volatile boolean stopped;

  public Lanes(
      Messages messages, UnitOfWork unitOfWork, Clockwork clockwork, RandomGenerator random) {
    this.messages = messages;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    this.random = random;
  }

  /** Starts passing each lane whose next message is due to this consumer. */
  void start(Consumer<Lane> due) {
    whenDue = due;
  }

  /** Stops passing lanes to the consumer. */
  void stop() {
    stopped = true;
  }

  /** How many messages are queued in the sessions of this node. */
  int waiting() {
    return all().mapToInt(Lane::queued).sum();
  }

  /** How many lanes are claiming, sending, or in doubt about a message. */
  long busy() {
    return all().filter(lane -> !lane.isIdle()).count();
  }

  /** When the oldest message that is next in its queue was accepted. */
  Optional<Instant> oldestWaiting() {
    return all()
        .map(Lane::head)
        .flatMap(Optional::stream)
        .map(Message::createdAt)
        .min(Instant::compareTo);
  }

  /** The due time of the longest overdue lane. */
  Optional<Instant> oldestDue() {
    var now = clockwork.now();
    return all()
        .map(lane -> lane.due(now))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .filter(due -> due.isBefore(now));
  }

  /** The sessions whose lanes should have moved longer ago than this. */
  List<SessionId> stuck(Duration longest) {
    var now = clockwork.now();
    return all()
        .filter(lane -> lane.stuckSince(now).filter(now.minus(longest)::isAfter).isPresent())
        .map(lane -> lane.session().id())
        .toList();
  }

  Stream<Lane> all() {
    return lanes.values().stream();
  }

  /** The lane of a session that this node runs. */
  Optional<Lane> of(SessionId session) {
    return Optional.ofNullable(lanes.get(session));
  }

  private void with(SessionId session, Consumer<Lane> change) {
    var lane = lanes.get(session);
    if (lane != null) {
      change.accept(lane);
    }
  }

  // Queues

  /** Queues those of these stored messages that are due, in this order. */
  public void enqueue(Collection<Message> accepted) {
    accepted.stream()
        .filter(message -> message.status() == MessageStatus.QUEUED)
        .collect(Collectors.groupingBy(Message::session, LinkedHashMap::new, Collectors.toList()))
        .forEach((session, queued) -> with(session, lane -> enqueue(lane, queued)));
  }

  private void enqueue(Lane lane, List<Message> queued) {
    lane.add(queued);
    planAnew(lane);
  }

  /** Counts this many messages of the session that joined its queue at any position. */
  void enqueuedAnywhere(SessionId session, long count) {
    with(
        session,
        lane -> {
          lane.addBetween((int) count);
          planAnew(lane);
        });
  }

  /** Call this if the session's queue may have changed: it is counted soon. */
  public void recountSoon(SessionId session) {
    uncounted.add(session);
  }

  /** Another node has changed these queues: they are counted and read again at once. */
  void readAnew(Set<SessionId> sessions) {
    sessions.forEach(session -> with(session, Lane::forget));
    uncounted.addAll(sessions);
    recount();
    sessions.forEach(session -> with(session, this::planAnew));
  }

  void recountAllSoon() {
    uncounted.addAll(lanes.keySet());
  }

  /** One of this many parts of the queues that seem to be empty is counted soon. */
  void recountEmptySoon(int part, int parts) {
    all()
        .filter(lane -> lane.queued() <= 0)
        .map(lane -> lane.session().id())
        .filter(id -> Math.floorMod(id.hashCode(), parts) == part)
        .forEach(uncounted::add);
  }

  /** Messages were cancelled. */
  void cancelled(SessionId session, Collection<MessageId> ids) {
    with(
        session,
        lane -> {
          if (!lane.remove(ids)) {
            uncounted.add(session);
          }
          planAnew(lane);
        });
  }

  /** How long the session's daily cap still holds its queue back, if it has been reached. */
  public Optional<Duration> cappedFor(SessionId session) {
    var now = clockwork.now();
    return Optional.ofNullable(lanes.get(session))
        .filter(lane -> lane.isCapReached(now))
        .map(lane -> Duration.between(now, DailySends.endOfDay(now)));
  }

  /** Whether messages of the session wait to be sent, now or at a later time. */
  boolean waits(SessionId session) {
    return unitOfWork.execute(() -> messages.waits(session));
  }

  /** Counts the queues that may have changed; one at a time, so that the latest count stays. */
  synchronized void recount() {
    var ids = Set.copyOf(uncounted);
    // Sessions that are added from here on are counted next time.
    uncounted.removeAll(ids);
    try {
      recount(ids);
    } catch (RuntimeException e) {
      uncounted.addAll(ids);
      throw e;
    }
  }

  private void recount(Set<SessionId> ids) {
    var added = new HashMap<Lane, Long>();
    ids.stream().map(lanes::get).filter(Objects::nonNull).forEach(it -> added.put(it, it.added()));
    if (!added.isEmpty()) {
      var queued =
          unitOfWork.execute(
              () -> messages.queued(added.keySet().stream().map(it -> it.session().id()).toList()));
      added.forEach(
          (lane, before) -> {
            var id = lane.session().id();
            if (lane.recountIfSure(queued.getOrDefault(id, 0), before)) {
              plan(lane);
            } else {
              uncounted.add(id);
            }
          });
    }
  }

  // Sessions

  /**
   * Opens lanes for sessions that this node now owns.
   *
   * @param inFlight receives each message that the last owner left in flight
   */
  void open(List<Sessions.Owned> sessions, BiConsumer<Lane, Message> inFlight) {
    var now = clockwork.now();
    // Lanes are opened before rows are counted, so that none misses messages accepted in the
    // meantime.
    sessions.forEach(owned -> open(new Lane(owned.session(), owned.epoch(), now)));
    var ids = sessions.stream().map(owned -> owned.session().id()).toList();
    var snapshot = unitOfWork.execute(() -> read(ids, now));
    for (var id : ids) {
      lanes
          .get(id)
          .resume(
              snapshot.trails().getOrDefault(id, Messages.Trail.NONE),
              snapshot.queued().getOrDefault(id, 0),
              snapshot.ready().getOrDefault(id, List.of()),
              Optional.ofNullable(snapshot.retries().get(id)),
              now,
              random);
    }
    snapshot.inFlight().forEach(message -> inFlight.accept(lanes.get(message.session()), message));
  }

  private void open(Lane lane) {
    var before = lanes.put(lane.session().id(), lane);
    if (before != null) {
      before.leave();
    }
  }

  private QueueSnapshot read(List<SessionId> ids, Instant now) {
    var queued = messages.queued(ids);
    return new QueueSnapshot(
        queued,
        messages.ready(queued.keySet(), Set.of(), LaneHeads.BUFFERED, now).stream()
            .collect(Collectors.groupingBy(Message::session)),
        messages.nextRetries(queued.keySet(), now),
        messages.trails(ids, DailySends.startOfDay(now)),
        messages.inFlight(ids));
  }

  /** The queues and pacing of sessions as their last owner left them. */
  private record QueueSnapshot(
      Map<SessionId, Integer> queued,
      Map<SessionId, List<Message>> ready,
      Map<SessionId, Instant> retries,
      Map<SessionId, Messages.Trail> trails,
      List<Message> inFlight) {}

  /** Applies a change of the session's name, pacing or status. */
  void change(Session session) {
    with(
        session.id(),
        lane -> {
          lane.change(session);
          planAnew(lane);
        });
  }

  void connect(SessionId session, boolean connected) {
    with(
        session,
        lane -> {
          lane.connect(connected ? Optional.of(clockwork.now()) : Optional.empty());
          if (connected) {
            planAnew(lane);
          }
        });
  }

  /**
   * A contact wrote, and so is not new any more.
   *
   * @param renamed whether messages waiting for the contact now have another recipient
   */
  void meet(SessionId session, boolean renamed) {
    with(
        session,
        lane -> {
          if (renamed) {
            lane.forget();
          }
          planAnew(lane);
        });
  }

  /** Sends nothing of the session for a moment; returns whether nothing is being sent now. */
  boolean stand(SessionId session, Duration moment) {
    var lane = lanes.get(session);
    if (lane == null) {
      return true;
    }
    lane.stand(clockwork.now().plus(moment));
    return lane.isIdle() && !lane.isUnsure();
  }

  /** This node does not run the session any more. */
  void close(SessionId session) {
    var lane = lanes.remove(session);
    if (lane != null) {
      lane.leave();
    }
  }

  // Timing

  /** Sets the lane's timer to when its next message is due. */
  void plan(Lane lane) {
    if (stopped) {
      return;
    }
    lane.due(clockwork.now())
        .ifPresent(due -> lane.await(clockwork.signalAt(due, () -> pass(lane))));
  }

  private void pass(Lane lane) {
    lane.passOn();
    whenDue.accept(lane);
  }

  private void planAnew(Lane lane) {
    lane.unpark();
    plan(lane);
  }

  /** The claim found nothing: the lane tries again after a pause. */
  void releaseFor(Lane lane, Duration pause) {
    lane.release();
    clockwork.signalAfter(pause, () -> plan(lane));
  }

  /** The claim found nothing: the lane tries again when its next message is due. */
  void release(Lane lane) {
    lane.release();
    plan(lane);
  }

  /** The lane has nothing to send before this time, unless something changes. */
  void park(Lane lane, Instant until) {
    lane.park(until);
    plan(lane);
  }

  /** The send has ended: the next message follows after the pause. */
  void resume(Lane lane, Instant end) {
    lane.ended(end, random);
    plan(lane);
  }

  /**
   * The send has ended with the message back in the queue.
   *
   * @param retry when it may be sent again, if it has a time of its own
   */
  void resumeWithReturned(Lane lane, Instant end, Optional<Instant> retry) {
    lane.returned(end, retry, random);
    plan(lane);
  }
}
