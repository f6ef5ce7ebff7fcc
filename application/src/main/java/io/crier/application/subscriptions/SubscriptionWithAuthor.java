package io.crier.application.subscriptions;

import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.xaccounts.XAccount;

/** A subscription and its author, as X last described the account. */
public record SubscriptionWithAuthor(Subscription subscription, XAccount author) {}
