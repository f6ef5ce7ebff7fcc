package io.crier.application.users;

import static io.crier.domain.users.UserProblem.EMAIL_TAKEN;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.users.Email;
import io.crier.domain.users.User;
import io.crier.domain.users.UserId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Users in memory. */
public final class InMemoryUsers implements Users {

  private final InMemoryTable<UserId, User> table;
  private final List<Consumer<UserId>> deletions = new ArrayList<>();

  public InMemoryUsers(InMemoryUnitOfWork unitOfWork) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(UserId::value).reversed());
  }

  /** Deletes with each user what belongs to them. */
  void onDeletion(Consumer<UserId> deletion) {
    deletions.add(deletion);
  }

  @Override
  public Optional<User> find(AccountId account, UserId id) {
    return table.get(id).filter(user -> user.account().equals(account));
  }

  @Override
  public Optional<User> find(Email email) {
    return table.all(user -> user.email().equals(email)).stream().findFirst();
  }

  @Override
  public Optional<User> authenticating(UserId id) {
    return table.get(id);
  }

  @Override
  public Slice<User> list(AccountId account, Optional<UserId> after, int limit) {
    return Slice.of(
        table.all(
            user ->
                user.account().equals(account)
                    && after.filter(it -> user.id().value().compareTo(it.value()) >= 0).isEmpty()),
        limit);
  }

  @Override
  public void lock(AccountId account) {
    table.isEmpty(); // units of work are isolated anyway
  }

  @Override
  public int countOwners(AccountId account) {
    return table
        .all(user -> user.account().equals(account) && user.isActive() && user.role().isOwner())
        .size();
  }

  @Override
  public void save(User user) {
    if (find(user.email()).filter(other -> !other.id().equals(user.id())).isPresent()) {
      throw new Refused(EMAIL_TAKEN);
    }
    table.put(user.id(), user);
  }

  @Override
  public void delete(AccountId account, UserId id) {
    if (find(account, id).isPresent()) {
      table.remove(id);
      deletions.forEach(it -> it.accept(id));
    }
  }

  @Override
  public boolean isEmpty() {
    return table.isEmpty();
  }
}
