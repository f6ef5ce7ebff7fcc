package io.crier.application.chats;

import static java.util.stream.Collectors.toSet;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.messages.Contacts.Key;
import io.crier.application.sessions.InMemorySessions;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.UUID;

/** Blocked people in memory, who are forgotten with their session. */
public final class InMemoryBlockedContacts implements BlockedContacts {

  private final InMemoryTable<Key, Key> blocked;
  private final InMemorySessions sessions;

  public InMemoryBlockedContacts(InMemoryUnitOfWork unitOfWork, InMemorySessions sessions) {
    blocked =
        new InMemoryTable<>(
            unitOfWork,
            Comparator.<Key, UUID>comparing(key -> key.session().value())
                .thenComparing(key -> key.recipient().text()));
    this.sessions = sessions;
    sessions.onRemoval(
        id -> blocked.keys(key -> key.session().equals(id)).forEach(blocked::remove));
  }

  @Override
  public Set<Recipient> of(SessionId session) {
    return blocked.all(key -> key.session().equals(session)).stream()
        .map(Key::recipient)
        .collect(toSet());
  }

  @Override
  public Set<Recipient> among(SessionId session, Collection<Recipient> people) {
    return of(session).stream().filter(people::contains).collect(toSet());
  }

  @Override
  public void add(SessionId session, Recipient person) {
    if (sessions.running(session).isPresent()) {
      blocked.put(new Key(session, person), new Key(session, person));
    }
  }

  @Override
  public void remove(SessionId session, Recipient person) {
    blocked.remove(new Key(session, person));
  }
}
