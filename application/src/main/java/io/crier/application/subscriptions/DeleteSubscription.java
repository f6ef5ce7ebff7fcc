package io.crier.application.subscriptions;

import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.xaccounts.XUsername;

/** Deletes subscriptions: their phones get no more alerts about the author. */
public final class DeleteSubscription {

  private final Subscriptions subscriptions;
  private final XAccounts xAccounts;
  private final Listener listener;
  private final UnitOfWork unitOfWork;

  public DeleteSubscription(
      Subscriptions subscriptions, XAccounts xAccounts, Listener listener, UnitOfWork unitOfWork) {
    this.subscriptions = subscriptions;
    this.xAccounts = xAccounts;
    this.listener = listener;
    this.unitOfWork = unitOfWork;
  }

  /** Notified when a subscription is deleted. */
  @FunctionalInterface
  public interface Listener {

    /** Called within the unit of work that deletes the subscription. */
    void deleted(Subscription subscription);
  }

  public void delete(Actor actor, SubscriptionId id) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    unitOfWork.run(
        () -> {
          var subscription =
              subscriptions
                  .find(account, id)
                  .orElseThrow(() -> new Refused(SUBSCRIPTION_NOT_FOUND));
          remove(subscription);
        });
  }

  /** Deletes all of the account's subscriptions to an author; refused if there is none. */
  public void deleteAll(Actor actor, XUsername author) {
    actor.requireWholeAccount(Role.ADMIN);
    unitOfWork.run(
        () -> {
          var found =
              xAccounts
                  .find(author)
                  .map(it -> subscriptions.find(actor.accountId(), it.account().id()))
                  .filter(it -> !it.isEmpty())
                  .orElseThrow(() -> new Refused(SUBSCRIPTION_NOT_FOUND));
          found.forEach(this::remove);
        });
  }

  private void remove(Subscription subscription) {
    subscriptions.remove(subscription.account(), subscription.id());
    listener.deleted(subscription);
  }
}
