package io.crier.application.subscriptions;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.xaccounts.XUserId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All subscriptions. */
public interface Subscriptions {

  Optional<Subscription> find(AccountId account, SubscriptionId id);

  Optional<Subscription> find(AccountId account, XUserId author, PhoneNumber phone);

  /** All of the account to the author, active or not. */
  List<Subscription> find(AccountId account, XUserId author);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<Subscription> list(AccountId account, Optional<SubscriptionId> after, int limit);

  /**
   * How many active ones the account has; locks the account's subscriptions until the unit of work
   * ends.
   */
  int countActive(AccountId account);

  /** Adds a subscription, which replaces an inactive one of the same phone to the same author. */
  void add(Subscription subscription);

  void remove(AccountId account, SubscriptionId id);

  /** The phone was deleted: its subscriptions become inactive. */
  void deactivate(AccountId account, PhoneNumber phone);

  /** The accounts with active subscriptions to the author. */
  Set<AccountId> accounts(XUserId author);
}
