package io.crier.domain;

import io.crier.domain.accounts.AccountId;

/** Breaks an architecture rule, to prove that the rule fails. */
public record KnowsAFeature(AccountId account) {}
