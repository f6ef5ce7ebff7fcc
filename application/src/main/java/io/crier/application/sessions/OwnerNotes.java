package io.crier.application.sessions;

import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.Set;

/** Notes to the nodes that own sessions: another node has changed a session, or its queue. */
public interface OwnerNotes {

  /**
   * Leaves a note for the owner of each of these sessions, unless that is this node. Call it in the
   * unit of work that makes the change, so that there is no change without its note.
   */
  void leave(Node author, Collection<SessionId> sessions);

  /**
   * Takes the notes about sessions that this node owns. The caller reads these sessions in the same
   * unit of work, so that a note that is gone was heeded.
   */
  Set<SessionId> take(Node owner);
}
