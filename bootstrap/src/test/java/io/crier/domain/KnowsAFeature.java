package io.crier.domain;

import io.crier.domain.accounts.AccountId;

/** Breaks a rule of the architecture, to show that the rule bites. */
public record KnowsAFeature(AccountId account) {}
