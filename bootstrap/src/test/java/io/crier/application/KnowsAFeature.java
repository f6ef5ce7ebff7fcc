package io.crier.application;

import io.crier.application.accounts.Accounts;

/** Breaks an architecture rule, to prove that the rule fails. */
public record KnowsAFeature(Accounts accounts) {}
