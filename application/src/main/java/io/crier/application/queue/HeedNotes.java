package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.OwnerNotes;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;

/** Applies what other nodes have changed in the sessions and queues of this one. */
public final class HeedNotes {

  private static final Logger LOG = System.getLogger(HeedNotes.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final OwnerNotes notes;
  private final Sessions sessions;
  private final RunSessions runSessions;
  private final Lanes lanes;
  private final UnitOfWork unitOfWork;
  private final Lease lease;
  private final Clockwork clockwork;
  private volatile Clockwork.Repetition looks;

  public HeedNotes(
      OwnerNotes notes,
      Sessions sessions,
      RunSessions runSessions,
      Lanes lanes,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork) {
    this.notes = notes;
    this.sessions = sessions;
    this.runSessions = runSessions;
    this.lanes = lanes;
    this.unitOfWork = unitOfWork;
    this.lease = lease;
    this.clockwork = clockwork;
  }

  public void start() {
    looks = clockwork.every(PAUSE, this::look);
  }

  public void stop() {
    if (looks != null) {
      looks.cancel();
    }
  }

  private void look() {
    if (!lease.isValid()) {
      return;
    }
    try {
      var changed = unitOfWork.execute(this::changed);
      changed.values().forEach(runSessions::apply);
      lanes.readAnew(changed.keySet());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "notes of other nodes wait: the database does not answer", e);
    }
  }

  private Map<SessionId, Session> changed() {
    var noted = notes.take(lease.node());
    return noted.isEmpty() ? Map.of() : sessions.all(noted);
  }
}
