package io.crier.application.users;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.users.SecondFactor;
import io.crier.domain.users.UserId;
import java.util.Comparator;
import java.util.Optional;

/** Second factors in memory. */
public final class InMemorySecondFactors implements SecondFactors {

  private final InMemoryTable<UserId, SecondFactor> table;

  public InMemorySecondFactors(InMemoryUnitOfWork unitOfWork, InMemoryUsers users) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(UserId::value));
    users.onDeletion(this::delete);
  }

  @Override
  public Optional<SecondFactor> find(UserId user) {
    return table.get(user);
  }

  @Override
  public Optional<SecondFactor> lock(UserId user) {
    return table.get(user);
  }

  @Override
  public void save(SecondFactor factor) {
    table.put(factor.user(), factor);
  }

  @Override
  public void delete(UserId user) {
    table.remove(user);
  }
}
