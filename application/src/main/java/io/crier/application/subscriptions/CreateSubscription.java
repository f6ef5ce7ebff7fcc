package io.crier.application.subscriptions;

import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_VERIFIED;
import static io.crier.domain.subscriptions.SubscriptionProblem.ALREADY_SUBSCRIBED;
import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_LIMIT_REACHED;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.phones.Phones;
import io.crier.application.xaccounts.LookUpXAccount;
import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Subscribes a phone to an author; asks X only if the plan allows the subscription. */
public final class CreateSubscription {

  private final Subscriptions subscriptions;
  private final Phones phones;
  private final XAccounts xAccounts;
  private final LookUpXAccount lookUpXAccount;
  private final AccountPlans plans;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public CreateSubscription(
      Subscriptions subscriptions,
      Phones phones,
      XAccounts xAccounts,
      LookUpXAccount lookUpXAccount,
      AccountPlans plans,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.phones = phones;
    this.xAccounts = xAccounts;
    this.lookUpXAccount = lookUpXAccount;
    this.plans = plans;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * What to subscribe to, and for which phone.
   *
   * @param exclusive whether no other phone of the account may be subscribed to the author
   */
  public record SubscriptionRequest(
      XUsername author,
      PhoneNumber phone,
      PostFilter filter,
      TextMode textMode,
      boolean exclusive) {}

  public SubscriptionWithAuthor create(Actor actor, SubscriptionRequest request) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    unitOfWork.run(
        () -> {
          var known = xAccounts.find(request.author()).map(it -> it.account().id());
          requireGrantable(account, known, request);
        });
    var author = lookUpXAccount.find(request.author());
    return unitOfWork.execute(() -> add(account, author, request, clock.instant()));
  }

  private SubscriptionWithAuthor add(
      AccountId account, XAccount author, SubscriptionRequest request, Instant now) {
    var phone = requireGrantable(account, Optional.of(author.id()), request);
    var subscription =
        Subscription.create(
            account,
            author.id(),
            phone.number(),
            request.filter(),
            request.textMode(),
            phone.test(),
            now);
    xAccounts.watch(author.id(), PostId.justBefore(now), now);
    subscriptions.add(subscription);
    return new SubscriptionWithAuthor(subscription, author);
  }

  private Phone requireGrantable(
      AccountId account, Optional<XUserId> author, SubscriptionRequest request) {
    // Counted first, since that locks: neither the subscriptions nor the phone change in the
    // meantime.
    var active = subscriptions.countActive(account);
    var phone =
        phones.find(account, request.phone()).orElseThrow(() -> new Refused(PHONE_NOT_FOUND));
    if (!phone.isVerified()) {
      throw new Refused(PHONE_NOT_VERIFIED);
    }
    if (author.filter(it -> isSubscribed(account, it, request)).isPresent()) {
      throw new Refused(ALREADY_SUBSCRIBED);
    }
    var plan = plans.of(account);
    if (active >= plan.subscriptions()) {
      throw new Refused(SUBSCRIPTION_LIMIT_REACHED);
    }
    return phone;
  }

  private boolean isSubscribed(AccountId account, XUserId author, SubscriptionRequest request) {
    return subscriptions.find(account, author).stream()
        .filter(Subscription::active)
        .anyMatch(it -> request.exclusive() || it.phone().equals(request.phone()));
  }
}
