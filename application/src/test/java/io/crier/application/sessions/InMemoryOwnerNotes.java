package io.crier.application.sessions;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** Notes to the owners of sessions, in memory. */
public final class InMemoryOwnerNotes implements OwnerNotes {

  private final InMemoryTable<Long, Note> notes;
  private final InMemorySessions sessions;
  private long last;

  private record Note(long number, SessionId session) {}

  public InMemoryOwnerNotes(InMemoryUnitOfWork unitOfWork, InMemorySessions sessions) {
    this.notes = new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());
    this.sessions = sessions;
  }

  @Override
  public void leave(Node author, Collection<SessionId> about) {
    about.stream()
        .filter(session -> !sessions.isOwnedBy(author, session))
        .forEach(session -> notes.put(++last, new Note(last, session)));
  }

  @Override
  public Set<SessionId> take(Node owner) {
    var taken = notes.all(note -> sessions.isOwnedBy(owner, note.session()));
    taken.forEach(note -> notes.remove(note.number()));
    return taken.stream().map(Note::session).collect(Collectors.toSet());
  }
}
