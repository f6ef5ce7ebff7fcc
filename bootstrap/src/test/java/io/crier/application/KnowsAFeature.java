package io.crier.application;

import io.crier.application.accounts.Accounts;

/** Breaks a rule of the architecture, to show that the rule bites. */
public record KnowsAFeature(Accounts accounts) {}
