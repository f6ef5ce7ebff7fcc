package io.crier.application.subscriptions;

import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.xaccounts.XAccount;

/** A subscription and whom it is to, as X described him last. */
public record SubscriptionWithAuthor(Subscription subscription, XAccount author) {}
