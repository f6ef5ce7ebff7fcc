package io.crier.application.subscriptions;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.xaccounts.XUserId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Subscriptions in memory. */
public final class InMemorySubscriptions implements Subscriptions {

  private final InMemoryTable<SubscriptionId, Subscription> table;

  public InMemorySubscriptions(InMemoryUnitOfWork unitOfWork) {
    this.table =
        new InMemoryTable<>(unitOfWork, Comparator.comparing(SubscriptionId::value).reversed());
  }

  @Override
  public Optional<Subscription> find(AccountId account, SubscriptionId id) {
    return table.get(id).filter(it -> it.account().equals(account));
  }

  @Override
  public Optional<Subscription> find(AccountId account, XUserId author, PhoneNumber phone) {
    return table.all(it -> isOf(it, account, author, phone)).stream().findFirst();
  }

  @Override
  public List<Subscription> find(AccountId account, XUserId author) {
    return table.all(it -> it.account().equals(account) && it.author().equals(author));
  }

  @Override
  public Slice<Subscription> list(AccountId account, Optional<SubscriptionId> after, int limit) {
    return Slice.of(
        table
            .all(
                it ->
                    it.account().equals(account)
                        && after
                            .filter(last -> it.id().value().compareTo(last.value()) >= 0)
                            .isEmpty())
            .stream()
            .limit(limit + 1L)
            .toList(),
        limit);
  }

  @Override
  public int countActive(AccountId account) {
    return table.all(it -> it.account().equals(account) && it.active()).size();
  }

  @Override
  public void add(Subscription added) {
    find(added.account(), added.author(), added.phone())
        .ifPresent(
            there -> {
              if (there.active()) {
                throw new IllegalStateException("this phone is subscribed already");
              }
              table.remove(there.id());
            });
    table.put(added.id(), added);
  }

  @Override
  public void remove(AccountId account, SubscriptionId id) {
    find(account, id).ifPresent(it -> table.remove(it.id()));
  }

  @Override
  public void deactivate(AccountId account, PhoneNumber phone) {
    table
        .all(it -> it.account().equals(account) && it.phone().equals(phone))
        .forEach(it -> table.put(it.id(), inactive(it)));
  }

  private static Subscription inactive(Subscription it) {
    return new Subscription(
        it.id(),
        it.account(),
        it.author(),
        it.phone(),
        it.filter(),
        it.textMode(),
        it.since(),
        false,
        it.test(),
        it.createdAt());
  }

  @Override
  public Set<AccountId> accounts(XUserId author) {
    return active(author).stream().map(Subscription::account).collect(toUnmodifiableSet());
  }

  /** The active subscriptions to the author. */
  public List<Subscription> active(XUserId author) {
    return table.all(it -> it.author().equals(author) && it.active());
  }

  /** All active subscriptions. */
  public List<Subscription> active() {
    return table.all(Subscription::active);
  }

  private static boolean isOf(
      Subscription it, AccountId account, XUserId author, PhoneNumber phone) {
    return it.account().equals(account) && it.author().equals(author) && it.phone().equals(phone);
  }
}
