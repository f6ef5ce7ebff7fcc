package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NAME_TAKEN;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes a session and publishes the change; sessions are changed nowhere else. */
public final class ChangeSession {

  private final Sessions sessions;
  private final OwnerNotes notes;
  private final Lease lease;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ChangeSession(
      Sessions sessions,
      OwnerNotes notes,
      Lease lease,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.sessions = sessions;
    this.notes = notes;
    this.lease = lease;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** A change requested by the session's account. */
  Session change(AccountId account, SessionId id, UnaryOperator<Session> change) {
    return unitOfWork.execute(
        () -> {
          var before = sessions.lock(account, id).orElseThrow(() -> new Refused(SESSION_NOT_FOUND));
          var after = change.apply(before);
          if (!after.name().equals(before.name()) && sessions.isNameTaken(account, after.name())) {
            throw new Refused(SESSION_NAME_TAKEN);
          }
          notes.leave(lease.node(), List.of(id));
          return save(before, after);
        });
  }

  /** A change that the connection reports; no effect if the session has been deleted. */
  Optional<Session> report(SessionId id, UnaryOperator<Session> change) {
    return unitOfWork.execute(
        () -> sessions.running(id).map(before -> save(before, change.apply(before))));
  }

  /** Records a new QR code and that the session awaits its scan. */
  Optional<Session> reportQr(SessionId id, UnaryOperator<Session> change, Engine.Event.Qr qr) {
    return unitOfWork.execute(
        () ->
            sessions
                .running(id)
                .map(
                    before -> {
                      var now = clock.instant();
                      var event =
                          new SessionEvent.QrChanged(
                              before.account(), id, qr.value(), qr.expiresAt(), now);
                      return save(before, change.apply(before), Optional.of(event));
                    }));
  }

  /** Records that WhatsApp restricts messages to new contacts. */
  public Optional<Session> restrict(SessionId id, Instant until) {
    return unitOfWork.execute(
        () ->
            sessions
                .running(id)
                .map(
                    before -> {
                      var event =
                          new SessionEvent.Restricted(before.account(), id, until, clock.instant());
                      return save(before, before.restricted(until), Optional.of(event));
                    }));
  }

  private Session save(Session before, Session after) {
    return save(before, after, Optional.empty());
  }

  private Session save(Session before, Session after, Optional<DomainEvent> more) {
    var changes = new ArrayList<DomainEvent>();
    if (isSeenOtherwise(before, after)) {
      changes.add(statusChanged(after, clock.instant()));
    }
    more.ifPresent(changes::add);
    if (!after.equals(before)) {
      sessions.save(after);
    }
    if (!changes.isEmpty()) {
      events.publish(changes);
    }
    return after;
  }

  private static boolean isSeenOtherwise(Session before, Session after) {
    return before.status() != after.status()
        || before.connectivity().desired() != after.connectivity().desired()
        || !before.number().equals(after.number());
  }

  static SessionEvent.StatusChanged statusChanged(Session session, Instant now) {
    return new SessionEvent.StatusChanged(
        session.account(),
        session.id(),
        session.status(),
        session.connectivity().desired(),
        session.number(),
        session.lastError(),
        now);
  }
}
