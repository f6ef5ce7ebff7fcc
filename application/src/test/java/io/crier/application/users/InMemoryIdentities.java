package io.crier.application.users;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.users.Identity;
import io.crier.domain.users.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** Identities in memory. */
public final class InMemoryIdentities implements Identities {

  private final InMemoryTable<Identity, UserId> table;

  public InMemoryIdentities(InMemoryUnitOfWork unitOfWork, InMemoryUsers users) {
    table =
        new InMemoryTable<>(
            unitOfWork, Comparator.comparing(Identity::issuer).thenComparing(Identity::subject));
    users.onDeletion(
        user ->
            table.keys(it -> true).stream()
                .filter(it -> table.get(it).filter(user::equals).isPresent())
                .forEach(table::remove));
  }

  @Override
  public Optional<UserId> find(Identity identity) {
    return table.get(identity);
  }

  @Override
  public boolean has(UserId user, String issuer) {
    return table.keys(it -> it.issuer().equals(issuer)).stream()
        .anyMatch(it -> table.get(it).filter(user::equals).isPresent());
  }

  @Override
  public void link(Identity identity, UserId user, Instant at) {
    table.put(identity, user);
  }
}
