package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.Messages;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.OtherNodes;
import io.crier.domain.messages.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Moves scheduled messages into their queues when they are due, and counts doubtful queues. */
public final class SweepScheduled {

  private static final Logger LOG = System.getLogger(SweepScheduled.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST = 1_000;

  /** In as many sweeps each queue that seems to be empty is counted. */
  private static final int PARTS = 10;

  private final Messages messages;
  private final Events events;
  private final Lanes lanes;
  private final QueuePlaces places;
  private final TellOwners tellOwners;
  private final UnitOfWork unitOfWork;
  private final OtherNodes otherNodes;
  private final Lease lease;
  private final Clockwork clockwork;
  private int part;
  private volatile Clockwork.Repetition sweeps;

  public SweepScheduled(
      Messages messages,
      Events events,
      Lanes lanes,
      QueuePlaces places,
      TellOwners tellOwners,
      UnitOfWork unitOfWork,
      OtherNodes otherNodes,
      Lease lease,
      Clockwork clockwork) {
    this.messages = messages;
    this.events = events;
    this.lanes = lanes;
    this.places = places;
    this.tellOwners = tellOwners;
    this.unitOfWork = unitOfWork;
    this.otherNodes = otherNodes;
    this.lease = lease;
    this.clockwork = clockwork;
  }

  public void start() {
    sweeps = clockwork.every(PAUSE, this::sweep);
  }

  public void stop() {
    if (sweeps != null) {
      sweeps.cancel();
    }
  }

  private void sweep() {
    if (!lease.isValid()) {
      return;
    }
    try {
      if (otherNodes.mayAct()) {
        // A node that does not know that it lost a session leaves no note about it.
        part = (part + 1) % PARTS;
        lanes.recountEmptySoon(part, PARTS);
      }
      lanes.recount();
      enqueueDue();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "scheduled messages wait: the database does not answer", e);
    }
  }

  private void enqueueDue() {
    var now = clockwork.now();
    List<Message> due;
    try {
      due = unitOfWork.execute(() -> enqueueDue(now));
    } catch (RuntimeException e) {
      // The unit of work may have committed after all.
      lanes.recountAllSoon();
      throw e;
    }
    due.stream()
        .collect(Collectors.groupingBy(Message::session, Collectors.counting()))
        .forEach(lanes::enqueuedAnywhere);
  }

  private List<Message> enqueueDue(Instant now) {
    var moved = messages.enqueueDue(now, MOST);
    if (!moved.isEmpty()) {
      tellOwners.queued(moved);
      var holds = places.holds(moved);
      events.publish(
          moved.stream()
              .flatMap(
                  it -> it.statusChanged(now, Optional.ofNullable(holds.get(it.id()))).stream())
              .toList());
    }
    return moved;
  }
}
