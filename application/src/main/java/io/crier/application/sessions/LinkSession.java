package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.ALREADY_LINKED;
import static io.crier.domain.sessions.SessionProblem.LINKING_UNSUPPORTED;
import static io.crier.domain.sessions.SessionProblem.QR_NOT_READY;

import io.crier.application.Actor;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Links a session to a phone, and unlinks it. */
public final class LinkSession {

  private static final int TIMEOUT_SECONDS = 5;

  private final FindSessions findSessions;
  private final ChangeSession changeSession;
  private final RunSessions runSessions;

  public LinkSession(
      FindSessions findSessions, ChangeSession changeSession, RunSessions runSessions) {
    this.findSessions = findSessions;
    this.changeSession = changeSession;
    this.runSessions = runSessions;
  }

  /** The current QR code; waits briefly if it is about to arrive. */
  public CompletableFuture<Engine.Event.Qr> qr(Actor actor, SessionId id) {
    requireLinkable(find(actor, id), Ability.LINK_BY_QR);
    runSessions.requireHere(id);
    return withTimeout(runSessions.qr(id));
  }

  /** A code that the holder of the number enters in WhatsApp instead of scanning. */
  public CompletableFuture<Engine.Event.Code> code(Actor actor, SessionId id, PhoneNumber number) {
    requireLinkable(find(actor, id), Ability.LINK_BY_CODE);
    runSessions.requireHere(id);
    return withTimeout(runSessions.code(id, number));
  }

  /**
   * Unlinks the session: WhatsApp removes the device, for which a stopped session connects once,
   * and Crier deletes its credentials. If WhatsApp could not be told, the last error of the session
   * is {@code device_remains}. Idempotent.
   */
  public CompletableFuture<Session> logOut(Actor actor, SessionId id) {
    var session = find(actor, id);
    runSessions.requireHere(id);
    return runSessions
        .unlink(session)
        .thenApply(
            loggedOut -> {
              var changed =
                  changeSession.change(session.account(), id, it -> it.loggedOut(loggedOut));
              runSessions.apply(changed);
              return changed;
            });
  }

  private Session find(Actor actor, SessionId id) {
    actor.require(Role.ADMIN);
    return findSessions.find(actor, id);
  }

  private void requireLinkable(Session session, Ability way) {
    if (!runSessions.engine(session.engine().name()).abilities().contains(way)) {
      throw new Refused(LINKING_UNSUPPORTED);
    }
    if (session.status() == SessionStatus.CONNECTED) {
      throw new Refused(ALREADY_LINKED);
    }
    if (!session.shouldConnect()) {
      throw new Refused(QR_NOT_READY);
    }
  }

  private static <T> CompletableFuture<T> withTimeout(CompletableFuture<T> awaited) {
    return awaited
        .copy()
        .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .exceptionallyCompose(
            failure ->
                CompletableFuture.failedFuture(
                    failure instanceof TimeoutException ? new Refused(QR_NOT_READY) : failure));
  }
}
