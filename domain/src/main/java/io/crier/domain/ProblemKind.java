package io.crier.domain;

/** What a caller can do about a refusal; each adapter of the API maps it to one status. */
public enum ProblemKind {
  INVALID,
  UNAUTHENTICATED,
  UNPAID,
  FORBIDDEN,
  NOT_FOUND,
  CONFLICT,
  GONE,
  TOO_LARGE,
  UNPROCESSABLE,
  OVER_LIMIT,
  UNSUPPORTED,
  UNAVAILABLE
}
