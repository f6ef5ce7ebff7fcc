package io.crier.application.messages;

import io.crier.application.Batcher;
import io.crier.application.Clockwork;
import io.crier.application.Events;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Sends what waits, session by session at its pace, one message of a session at a time. Each send
 * is two units of work with the state {@code sending} between them: taken, sent, recorded.
 */
public final class SendQueue implements RunSessions.Listener {

  private static final Logger LOG = System.getLogger(SendQueue.class.getName());
  private static final int MOST = 100;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration SWEEP = Duration.ofSeconds(1);
  private static final int MOST_DUE = 1_000;

  private final Messages messages;
  private final Events events;
  private final SubmitMessage submitMessage;
  private final ClaimMessages claimMessages;
  private final RecordSends recordSends;
  private final RecordReceipts recordReceipts;
  private final ReceiveMessage receiveMessage;
  private final UnitOfWork unitOfWork;
  private final Lease lease;
  private final Clockwork clockwork;
  private final RandomGenerator random;
  private final Map<SessionId, Lane> lanes = new ConcurrentHashMap<>();
  private final DoubtfulSends doubts;

  /** Sessions in whose queues something may wait that their lanes know nothing of. */
  private final Set<SessionId> uncounted = ConcurrentHashMap.newKeySet();

  private final Batcher<Lane> claims;
  private final Batcher<RecordSends.Ended> ends;
  private final Batcher<RecordReceipts.Acknowledged> receipts;
  private volatile Instant lastMove;
  private volatile boolean stopping;

  /**
   * @param doubtWait how long a receipt is waited for before a send in doubt is decided
   */
  public SendQueue(
      Messages messages,
      Contacts contacts,
      Events events,
      RunSessions runSessions,
      ClaimMessages claimMessages,
      RecordSends recordSends,
      RecordReceipts recordReceipts,
      ReceiveMessage receiveMessage,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork,
      RandomGenerator random,
      Duration doubtWait) {
    this.messages = messages;
    this.events = events;
    this.claimMessages = claimMessages;
    this.recordSends = recordSends;
    this.recordReceipts = recordReceipts;
    this.receiveMessage = receiveMessage;
    this.unitOfWork = unitOfWork;
    this.lease = lease;
    this.clockwork = clockwork;
    this.random = random;
    this.submitMessage = new SubmitMessage(runSessions, lease, clockwork, this::end);
    this.doubts =
        new DoubtfulSends(
            contacts,
            recordSends,
            unitOfWork,
            lease,
            clockwork,
            doubtWait,
            submitMessage::submit,
            this::goOn);
    this.claims = new Batcher<>(clockwork::run, MOST, Integer.MAX_VALUE, this::claim);
    this.ends = new Batcher<>(clockwork::run, MOST, Integer.MAX_VALUE, this::record);
    this.receipts = new Batcher<>(clockwork::run, MOST, Integer.MAX_VALUE, this::acknowledge);
    this.lastMove = clockwork.now();
  }

  /** Starts to move scheduled messages into their queues when they are due. */
  public void start() {
    clockwork.after(SWEEP, this::sweep);
  }

  /** Sends nothing more; what is on its way ends. */
  public void stop() {
    stopping = true;
    doubts.stop();
  }

  /** How many sends are on their way. */
  public long onTheirWay() {
    return lanes.values().stream().filter(lane -> !lane.isIdle()).count() - doubts.count();
  }

  /** How many messages are queued in the sessions of this node. */
  public int waiting() {
    return lanes.values().stream().mapToInt(Lane::queued).sum();
  }

  /** When the oldest of the messages was accepted that are next in their queues. */
  public Optional<Instant> oldestWaiting() {
    return lanes.values().stream()
        .map(Lane::head)
        .flatMap(Optional::stream)
        .map(Message::createdAt)
        .min(Instant::compareTo);
  }

  /** The due time of the longest overdue lane: far in the past, if sending has stalled. */
  public Optional<Instant> oldestDue() {
    var now = clockwork.now();
    return lanes.values().stream()
        .map(lane -> lane.due(now))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .filter(due -> due.isBefore(now))
        .map(due -> due.isAfter(lastMove) ? due : lastMove);
  }

  // ---- what waits

  /** Messages of a session have become durable, in this order. */
  void enqueued(SessionId session, List<Message> accepted) {
    var lane = lanes.get(session);
    if (lane != null) {
      lane.add(accepted);
      lane.unpark();
      plan(lane);
    }
  }

  /** It is not known whether messages of this session have become durable: it is counted soon. */
  void doubted(SessionId session) {
    uncounted.add(session);
  }

  /** Where a message stands that is about to be accepted behind so many others. */
  AcceptMessages.Accepted foresee(Message message, int behind) {
    var lane = lanes.get(message.session());
    var now = clockwork.now();
    if (message.status() == MessageStatus.SCHEDULED) {
      return new AcceptMessages.Accepted(message, 0, message.handling().sendAt().orElse(now));
    }
    var position = (lane == null ? 0 : lane.queued()) + behind;
    var at = lane == null ? now : lane.estimate(position, now);
    return new AcceptMessages.Accepted(message, position, at);
  }

  /** When a waiting message with so many ahead of it will probably be sent. */
  Instant estimate(SessionId session, int ahead) {
    var now = clockwork.now();
    var lane = lanes.get(session);
    return lane == null ? now : lane.estimate(ahead, now);
  }

  /** Messages were cancelled. */
  void cancelled(SessionId session, Collection<MessageId> ids) {
    var lane = lanes.get(session);
    if (lane != null) {
      if (!lane.remove(ids)) {
        uncounted.add(session);
      }
      lane.unpark();
      plan(lane);
    }
  }

  private void sweep() {
    if (stopping) {
      return;
    }
    try {
      if (lease.isFirm()) {
        count();
        moveScheduled();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "scheduled messages wait: the database does not answer", e);
    }
    start();
  }

  private void count() {
    var ids = Set.copyOf(uncounted);
    // Whoever is doubted from here on is counted the next time.
    uncounted.removeAll(ids);
    try {
      count(ids);
    } catch (RuntimeException e) {
      uncounted.addAll(ids);
      throw e;
    }
  }

  private void count(Set<SessionId> ids) {
    var added = new HashMap<Lane, Long>();
    ids.stream().map(lanes::get).filter(Objects::nonNull).forEach(it -> added.put(it, it.added()));
    if (!added.isEmpty()) {
      var queued =
          unitOfWork.execute(
              () -> messages.queued(added.keySet().stream().map(it -> it.session().id()).toList()));
      added.forEach(
          (lane, before) -> {
            lane.recount(queued.getOrDefault(lane.session().id(), 0), before);
            plan(lane);
          });
    }
  }

  private void moveScheduled() {
    var now = clockwork.now();
    List<Message> due;
    try {
      due = unitOfWork.execute(() -> enqueueDue(now));
    } catch (RuntimeException e) {
      uncounted.addAll(lanes.keySet());
      throw e;
    }
    due.stream()
        .collect(Collectors.groupingBy(Message::session, Collectors.counting()))
        .forEach(this::enqueuedBetween);
  }

  private List<Message> enqueueDue(Instant now) {
    var moved = messages.enqueueDue(now, MOST_DUE);
    if (!moved.isEmpty()) {
      events.publish(moved.stream().flatMap(it -> it.statusChanged(now).stream()).toList());
    }
    return moved;
  }

  private void enqueuedBetween(SessionId session, long count) {
    var lane = lanes.get(session);
    if (lane != null) {
      lane.addBetween((int) count);
      lane.unpark();
      plan(lane);
    }
  }

  // ---- what sessions do

  @Override
  public void taken(List<Sessions.Owned> sessions) {
    var now = clockwork.now();
    // The lanes stand before the rows are counted, so that nothing accepted meanwhile is missed.
    sessions.forEach(owned -> open(new Lane(owned.session(), owned.epoch(), now)));
    var ids = sessions.stream().map(owned -> owned.session().id()).toList();
    var state = unitOfWork.execute(() -> inherit(ids, now));
    for (var id : ids) {
      var lane = lanes.get(id);
      lane.resume(
          state.trails().getOrDefault(id, Messages.Trail.NONE),
          state.queued().getOrDefault(id, 0),
          state.heads().getOrDefault(id, List.of()),
          now,
          random);
    }
    state.inFlight().forEach(message -> doubts.add(lanes.get(message.session()), message));
  }

  private void open(Lane lane) {
    var before = lanes.put(lane.session().id(), lane);
    if (before != null) {
      before.leave();
    }
  }

  private Inherited inherit(List<SessionId> ids, Instant now) {
    var queued = messages.queued(ids);
    return new Inherited(
        queued,
        messages.heads(queued.keySet(), Set.of(), Lane.buffered()).stream()
            .collect(Collectors.groupingBy(Message::session)),
        messages.trails(ids, Lane.startOfDay(Lane.dayOf(now))),
        messages.inFlight(ids));
  }

  private record Inherited(
      Map<SessionId, Integer> queued,
      Map<SessionId, List<Message>> heads,
      Map<SessionId, Messages.Trail> trails,
      List<Message> inFlight) {}

  @Override
  public void changed(Session session) {
    var lane = lanes.get(session.id());
    if (lane != null) {
      lane.change(session);
      lane.unpark();
      plan(lane);
    }
  }

  @Override
  public void connected(SessionId session, boolean connected) {
    var lane = lanes.get(session);
    if (lane != null) {
      lane.connect(connected ? Optional.of(clockwork.now()) : Optional.empty());
      if (connected) {
        lane.unpark();
        plan(lane);
      }
    }
  }

  @Override
  public void gone(SessionId session) {
    var lane = lanes.remove(session);
    if (lane != null) {
      lane.leave();
    }
  }

  @Override
  public void receipt(SessionId session, WhatsAppId id, MessageStatus reached, Instant at) {
    receipts.offer(new RecordReceipts.Acknowledged(session, id, reached, Optional.empty(), at));
  }

  @Override
  public void bounced(SessionId session, WhatsAppId id, Fault fault, Instant at) {
    receipts.offer(
        new RecordReceipts.Acknowledged(session, id, MessageStatus.FAILED, Optional.of(fault), at));
  }

  @Override
  public void received(Session session, Engine.Event.Received received) {
    var renamed = receiveMessage.receive(session, received);
    var lane = lanes.get(session.id());
    if (lane != null) {
      if (renamed) {
        lane.forget();
      }
      // Whoever has written is no stranger any more.
      lane.unpark();
      plan(lane);
    }
  }

  // ---- taken

  /** Sets the lane's timer to the moment when its next message may start. */
  private void plan(Lane lane) {
    if (stopping) {
      return;
    }
    lane.due(clockwork.now())
        .ifPresent(due -> lane.await(clockwork.signalAt(due, () -> claims.offer(lane))));
  }

  private void planAfter(Lane lane, Duration pause) {
    clockwork.signalAfter(pause, () -> plan(lane));
  }

  private void claim(List<Lane> batch) {
    var now = clockwork.now();
    var ready =
        batch.stream()
            .distinct()
            .collect(Collectors.partitioningBy(lane -> lane.startClaiming(now)));
    ready.get(false).forEach(this::plan);
    var due = ready.get(true);
    if (due.isEmpty()) {
      return;
    }
    if (stopping || !lease.isFirm()) {
      due.forEach(this::tryAgain);
      return;
    }
    ClaimMessages.Taken taken;
    try {
      taken = claimMessages.claim(lease.node(), due, now);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "nothing could be taken from the queue; trying again", e);
      due.forEach(this::tryAgain);
      return;
    }
    lastMove = now;
    var rest = new HashSet<>(due);
    for (var choice : taken.sending()) {
      rest.remove(choice.lane());
      choice.lane().claimed(choice.message(), choice.meets(), now);
      clockwork.run(() -> submitMessage.submit(choice));
    }
    taken.parked().forEach(Lane::park);
    taken.parked().keySet().forEach(this::plan);
    taken.missed().forEach(this::correct);
    rest.removeAll(taken.parked().keySet());
    rest.removeAll(taken.missed().keySet());
    for (var lane : rest) {
      lane.release();
      plan(lane);
    }
  }

  private void tryAgain(Lane lane) {
    lane.release();
    planAfter(lane, RETRY);
  }

  private void correct(Lane lane, ClaimMessages.Queue queue) {
    // What is on its way was taken for this lane, and counts, though the lane was not told.
    queue.inFlight().ifPresent(message -> lane.claimed(message, true, clockwork.now()));
    lane.recount(queue.waiting(), queue.added());
    queue.inFlight().ifPresentOrElse(message -> doubts.add(lane, message), () -> tryAgain(lane));
  }

  // ---- recorded

  private void end(RecordSends.Ended ended) {
    ends.offer(ended);
  }

  private void record(List<RecordSends.Ended> batch) {
    List<RecordSends.Settled> settled;
    try {
      settled = recordSends.record(lease.node(), batch);
    } catch (RuntimeException e) {
      // It must be recorded what was sent, however long that takes; but apart from what may be bad.
      LOG.log(Level.WARNING, "what was sent could not be recorded; trying again", e);
      halves(batch).forEach(half -> later(() -> record(half)));
      return;
    }
    lastMove = clockwork.now();
    settled.forEach(this::settle);
  }

  private static <T> List<List<T>> halves(List<T> batch) {
    var half = batch.size() / 2;
    return half == 0
        ? List.of(batch)
        : List.of(batch.subList(0, half), batch.subList(half, batch.size()));
  }

  private void later(Runnable task) {
    clockwork.after(RETRY, task);
  }

  private void settle(RecordSends.Settled settled) {
    var lane = settled.ended().lane();
    var message = settled.ended().message();
    switch (settled.next()) {
      case GO_ON -> lane.ended(settled.ended().at(), random);
      case RETURN -> lane.returned(settled.ended().at(), settled.until(), random);
      case DOUBT -> {
        doubts.add(lane, message);
        return;
      }
    }
    settled.restricted().ifPresent(session -> changed(session));
    plan(lane);
  }

  private void acknowledge(List<RecordReceipts.Acknowledged> batch) {
    List<Message> landed;
    try {
      landed = recordReceipts.record(batch);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "receipts could not be recorded; trying again", e);
      halves(batch).forEach(half -> later(() -> acknowledge(half)));
      return;
    }
    landed.forEach(message -> doubts.wasSent(message.id()));
  }

  private void goOn(Lane lane) {
    lane.ended(clockwork.now(), random);
    plan(lane);
  }
}
