package io.crier.domain.xaccounts;

/** Whether posts of an author can be seen. */
public enum XAccountState {
  ACTIVE,
  /** Only approved followers see posts. */
  PROTECTED,
  SUSPENDED,
  /** There is no such author any more. */
  GONE
}
