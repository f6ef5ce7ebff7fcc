package io.crier.application.subscriptions;

import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;

/** Deletes a subscription: the phone gets no more alerts about the author. */
public final class DeleteSubscription {

  private final Subscriptions subscriptions;
  private final Listener listener;
  private final UnitOfWork unitOfWork;

  public DeleteSubscription(Subscriptions subscriptions, Listener listener, UnitOfWork unitOfWork) {
    this.subscriptions = subscriptions;
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
          subscriptions.remove(account, id);
          listener.deleted(subscription);
        });
  }
}
