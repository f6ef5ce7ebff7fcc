package io.crier.domain.xaccounts;

/** Whether an author's posts are visible. */
public enum XAccountState {
  ACTIVE,
  /** Only approved followers see posts. */
  PROTECTED,
  SUSPENDED,
  /** The author no longer exists. */
  GONE
}
