package io.crier.application.sessions;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.sessions.SessionId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Credentials in memory, with the same fence as in a database. */
public final class InMemoryKeyrings implements Keyrings {

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemorySessions sessions;
  private final InMemoryTable<Name, byte[]> entries;

  private record Name(SessionId session, String name) {}

  public InMemoryKeyrings(InMemoryUnitOfWork unitOfWork, InMemorySessions sessions) {
    this.unitOfWork = unitOfWork;
    this.sessions = sessions;
    this.entries =
        new InMemoryTable<>(
            unitOfWork,
            Comparator.<Name, UUID>comparing(name -> name.session().value())
                .thenComparing(Name::name));
    sessions.onRemoval(this::forget);
  }

  @Override
  public Keyring of(SessionId session, Node owner) {
    return new Keyring() {

      @Override
      public Map<String, byte[]> get(Set<String> names) {
        return unitOfWork.execute(
            () -> {
              var found = new HashMap<String, byte[]>();
              names.forEach(
                  name ->
                      entries
                          .get(new Name(session, name))
                          .ifPresent(value -> found.put(name, value.clone())));
              return found;
            });
      }

      @Override
      public Set<String> names(String prefix) {
        return unitOfWork.execute(
            () ->
                entries
                    .keys(name -> name.session().equals(session) && name.name().startsWith(prefix))
                    .stream()
                    .map(Name::name)
                    .collect(Collectors.toSet()));
      }

      @Override
      public void change(Map<String, byte[]> kept, Set<String> forgotten) {
        unitOfWork.run(
            () -> {
              requireOwner();
              kept.forEach((name, value) -> entries.put(new Name(session, name), value.clone()));
              forgotten.forEach(name -> entries.remove(new Name(session, name)));
            });
      }

      @Override
      public void clear() {
        unitOfWork.run(
            () -> {
              requireOwner();
              forget(session);
            });
      }

      private void requireOwner() {
        if (!sessions.isOwner(owner, session)) {
          throw new IllegalStateException("this node does not own session " + session.value());
        }
      }
    };
  }

  private void forget(SessionId session) {
    entries.keys(name -> name.session().equals(session)).forEach(entries::remove);
  }
}
