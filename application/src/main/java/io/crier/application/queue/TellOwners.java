package io.crier.application.queue;

import io.crier.application.sessions.Lease;
import io.crier.application.sessions.OwnerNotes;
import io.crier.domain.messages.Message;
import java.util.Collection;
import java.util.stream.Collectors;

/** Tells other nodes what this one put into the queues of their sessions. */
public final class TellOwners {

  private final OwnerNotes notes;
  private final Lanes lanes;
  private final Lease lease;

  public TellOwners(OwnerNotes notes, Lanes lanes, Lease lease) {
    this.notes = notes;
    this.lanes = lanes;
    this.lease = lease;
  }

  /** Call it in the unit of work that queues these messages. */
  public void queued(Collection<Message> messages) {
    var elsewhere =
        messages.stream()
            .map(Message::session)
            .filter(session -> lanes.of(session).isEmpty())
            .collect(Collectors.toSet());
    if (!elsewhere.isEmpty()) {
      notes.leave(lease.node(), elsewhere);
    }
  }
}
