package io.crier.application.queue;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.ControlSession;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.QueueDecision;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;

/** Decides what becomes of messages that were accepted for the number a session had before. */
public final class DecideQueue {

  private final FindSessions findSessions;
  private final ControlSession controlSession;
  private final CancelMessage cancelMessage;
  private final Lanes lanes;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public DecideQueue(
      FindSessions findSessions,
      ControlSession controlSession,
      CancelMessage cancelMessage,
      Lanes lanes,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.findSessions = findSessions;
    this.controlSession = controlSession;
    this.cancelMessage = cancelMessage;
    this.lanes = lanes;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Idempotent; does nothing if nothing is to be decided. */
  public void decide(Actor actor, SessionId id, QueueDecision decision) {
    actor.require(Role.ADMIN);
    var session = findSessions.find(actor, id);
    if (!session.awaitsDecision()) {
      return;
    }
    if (decision == QueueDecision.CANCEL) {
      var now = clock.instant();
      var linkedAt = session.link().linkedAt().orElse(now);
      unitOfWork.run(() -> cancelMessage.cancelBefore(id, linkedAt, now));
      lanes.recountSoon(id);
    }
    controlSession.decided(actor, id);
  }
}
