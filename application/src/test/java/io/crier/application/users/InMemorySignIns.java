package io.crier.application.users;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.SignInId;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/** Sign-ins in memory. */
public final class InMemorySignIns implements SignIns {

  private final InMemoryTable<SignInId, SignIn> table;

  public InMemorySignIns(InMemoryUnitOfWork unitOfWork, InMemoryUsers users) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(SignInId::value).reversed());
    users.onDeletion(user -> remove(signIn -> signIn.user().equals(user)));
  }

  @Override
  public Optional<SignIn> find(TokenHash hash) {
    return table.all(signIn -> signIn.hash().equals(hash)).stream().findFirst();
  }

  @Override
  public Slice<SignIn> list(UserId user, Optional<SignInId> after, int limit) {
    return Slice.of(
        table.all(
            signIn ->
                signIn.user().equals(user)
                    && after
                        .filter(it -> signIn.id().value().compareTo(it.value()) >= 0)
                        .isEmpty()),
        limit);
  }

  @Override
  public void add(SignIn signIn) {
    table.put(signIn.id(), signIn);
  }

  @Override
  public void used(SignInId id, Instant at) {
    table.get(id).ifPresent(signIn -> table.put(id, signIn.usedAt(at)));
  }

  @Override
  public boolean end(UserId user, SignInId id) {
    var found = table.get(id).filter(signIn -> signIn.user().equals(user));
    found.ifPresent(it -> table.remove(id));
    return found.isPresent();
  }

  @Override
  public void endOthers(UserId user, Optional<SignInId> kept) {
    remove(signIn -> signIn.user().equals(user) && !Optional.of(signIn.id()).equals(kept));
  }

  @Override
  public void forget(Instant begun, Instant lastUsed) {
    remove(signIn -> signIn.at().isBefore(begun) || signIn.lastUsedAt().isBefore(lastUsed));
  }

  private void remove(Predicate<SignIn> which) {
    table.all(which).forEach(signIn -> table.remove(signIn.id()));
  }
}
