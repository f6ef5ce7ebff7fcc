package io.crier.application.xaccounts;

/** Why X, or a substitute for it, returned no posts. */
public enum XFault {
  /** The credentials are invalid: nothing works until the operator changes them. */
  UNAUTHORIZED,
  /** The credit or the monthly quota is used up: nothing works until it is renewed. */
  OUT_OF_CREDIT,
  /** These credentials may not use this source: another may work. */
  FORBIDDEN,
  /** X has no such author; trusted only when X reports it repeatedly. */
  NOT_FOUND,
  SUSPENDED,
  PROTECTED,
  /** Too many requests: wait until the window ends. */
  RATE_LIMITED,
  /** X still counts an earlier stream as open. */
  TOO_MANY_CONNECTIONS,
  /** X rejected the request as invalid: a bug on our side. */
  REJECTED,
  /** No response, or a server error: retry later. */
  UNAVAILABLE,
  /** It responds, but with posts too old to be trusted. */
  OUTDATED
}
