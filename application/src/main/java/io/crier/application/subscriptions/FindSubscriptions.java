package io.crier.application.subscriptions;

import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;
import java.util.List;
import java.util.Optional;

/** Shows an account its subscriptions with their authors. */
public final class FindSubscriptions {

  private static final int PAGE = 200;

  private final Subscriptions subscriptions;
  private final XAccounts xAccounts;
  private final UnitOfWork unitOfWork;

  public FindSubscriptions(
      Subscriptions subscriptions, XAccounts xAccounts, UnitOfWork unitOfWork) {
    this.subscriptions = subscriptions;
    this.xAccounts = xAccounts;
    this.unitOfWork = unitOfWork;
  }

  public SubscriptionWithAuthor find(Actor actor, SubscriptionId id) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () ->
            subscriptions
                .find(actor.accountId(), id)
                .map(this::followed)
                .orElseThrow(() -> new Refused(SUBSCRIPTION_NOT_FOUND)));
  }

  /** Newest first; if {@code after} is given, only older ones. */
  public Slice<SubscriptionWithAuthor> list(
      Actor actor, Optional<SubscriptionId> after, int limit) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () -> {
          var slice = subscriptions.list(actor.accountId(), after, limit);
          return new Slice<>(slice.items().stream().map(this::followed).toList(), slice.more());
        });
  }

  /** All of the account, newest first. */
  public List<SubscriptionWithAuthor> listAll(Actor actor) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () ->
            Slice.<Subscription, SubscriptionId>readAll(
                    after -> subscriptions.list(actor.accountId(), after, PAGE), Subscription::id)
                .stream()
                .map(this::followed)
                .toList());
  }

  private SubscriptionWithAuthor followed(Subscription subscription) {
    return new SubscriptionWithAuthor(
        subscription, xAccounts.find(subscription.author()).orElseThrow().account());
  }
}
