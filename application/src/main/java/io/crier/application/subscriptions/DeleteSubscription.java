package io.crier.application.subscriptions;

import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_NOT_FOUND;

import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.subscriptions.SubscriptionId;

/** Ends a subscription: of the author's later posts the phone is told nothing more. */
public final class DeleteSubscription {

  private final Subscriptions subscriptions;
  private final UnitOfWork unitOfWork;

  public DeleteSubscription(Subscriptions subscriptions, UnitOfWork unitOfWork) {
    this.subscriptions = subscriptions;
    this.unitOfWork = unitOfWork;
  }

  public void delete(AccountId account, SubscriptionId id) {
    unitOfWork.run(
        () -> {
          subscriptions.find(account, id).orElseThrow(() -> new Refused(SUBSCRIPTION_NOT_FOUND));
          subscriptions.remove(account, id);
        });
  }
}
