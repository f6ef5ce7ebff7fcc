package io.crier.application.xaccounts;

/** Why X, or a substitute for it, gave no posts. */
public enum XFault {
  /** The credentials are wrong: nothing works until the operator changes them. */
  UNAUTHORIZED,
  /** The credit or the month's posts are used up: nothing works until they are there again. */
  OUT_OF_CREDIT,
  /** This access may not use this source: another one may do. */
  FORBIDDEN,
  /** X has no such author; believed only when it says so again. */
  NOT_FOUND,
  SUSPENDED,
  PROTECTED,
  /** Too many requests: none before the end of the window. */
  RATE_LIMITED,
  /** An earlier stream still counts as open. */
  TOO_MANY_CONNECTIONS,
  /** X rejected the request as invalid: a defect of ours. */
  REJECTED,
  /** No answer, or one that says that X is broken: try again later. */
  UNAVAILABLE,
  /** It answers, but with posts so old that it cannot be trusted. */
  OUTDATED
}
