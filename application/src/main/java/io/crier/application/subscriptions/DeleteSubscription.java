package io.crier.application.subscriptions;

import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_NOT_FOUND;

import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;

/** Ends a subscription: of the author's posts the phone is told nothing more. */
public final class DeleteSubscription {

  private final Subscriptions subscriptions;
  private final Listener listener;
  private final UnitOfWork unitOfWork;

  public DeleteSubscription(Subscriptions subscriptions, Listener listener, UnitOfWork unitOfWork) {
    this.subscriptions = subscriptions;
    this.listener = listener;
    this.unitOfWork = unitOfWork;
  }

  /** What has to end with a subscription. */
  @FunctionalInterface
  public interface Listener {

    /** Called within the unit of work that deletes the subscription. */
    void deleted(Subscription subscription);
  }

  public void delete(AccountId account, SubscriptionId id) {
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
