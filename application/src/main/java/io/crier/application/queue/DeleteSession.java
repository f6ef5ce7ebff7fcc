package io.crier.application.queue;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.LinkSession;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Deletes a session: its device is logged out, waiting messages are cancelled, its history stays.
 */
public final class DeleteSession {

  private final Sessions sessions;
  private final LinkSession linkSession;
  private final RunSessions runSessions;
  private final CancelMessage cancelMessage;
  private final Listener listener;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public DeleteSession(
      Sessions sessions,
      LinkSession linkSession,
      RunSessions runSessions,
      CancelMessage cancelMessage,
      Listener listener,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.sessions = sessions;
    this.linkSession = linkSession;
    this.runSessions = runSessions;
    this.cancelMessage = cancelMessage;
    this.listener = listener;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Notified before a session is deleted. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Called within the unit of work that deletes the session, before waiting messages are
     * cancelled.
     */
    void deleting(SessionId session);
  }

  /** Returns the session as it was in the end. */
  public CompletableFuture<Session> delete(Actor actor, SessionId id) {
    return linkSession.logOut(actor, id).thenApply(this::remove);
  }

  private Session remove(Session loggedOut) {
    var id = loggedOut.id();
    unitOfWork.run(
        () -> {
          listener.deleting(id);
          cancelMessage.cancelAll(id, clock.instant());
          sessions.remove(id);
        });
    runSessions.drop(id);
    return loggedOut;
  }
}
