package io.crier.domain.accounts;

/** The plans that an account can have; their limits are configurable. */
public enum PlanName {
  FREE,
  PRO,
  PRO_PLUS,
  BUSINESS,
  ENTERPRISE
}
