package io.crier.domain.xaccounts;

/** Whether posts of an author can be seen. */
public enum XAccountState {
  ACTIVE,
  /** Only followers whom the author has let in see posts. */
  PROTECTED,
  SUSPENDED,
  /** There is no such author any more. */
  GONE
}
