package io.crier.application.users;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.UserId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/** Invitations in memory. */
public final class InMemoryInvitations implements Invitations {

  private final InMemoryTable<TokenHash, Invitation> table;

  public InMemoryInvitations(InMemoryUnitOfWork unitOfWork, InMemoryUsers users) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(TokenHash::value));
    users.onDeletion(this::withdraw);
  }

  @Override
  public Optional<Invitation> find(TokenHash hash) {
    return table.get(hash);
  }

  @Override
  public boolean hasFirst(Instant now) {
    return !table.all(it -> it.user().isEmpty() && !it.isOver(now)).isEmpty();
  }

  @Override
  public void add(Invitation invitation) {
    table.put(invitation.hash(), invitation);
  }

  @Override
  public boolean use(TokenHash hash) {
    var known = table.get(hash).isPresent();
    table.remove(hash);
    return known;
  }

  @Override
  public void withdraw(UserId user) {
    remove(it -> it.user().filter(user::equals).isPresent());
  }

  @Override
  public void forget(Instant now) {
    remove(it -> it.isOver(now));
  }

  private void remove(Predicate<Invitation> which) {
    table.all(which).forEach(it -> table.remove(it.hash()));
  }
}
