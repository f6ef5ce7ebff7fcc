package io.crier.domain.accounts;

/** The plans an account can be on; what each allows is configuration. */
public enum PlanName {
  FREE,
  PRO,
  PRO_PLUS,
  BUSINESS,
  ENTERPRISE
}
