package io.crier.domain.apikeys;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with an API key, or with a request about one. */
public enum ApiKeyProblem implements Problem {
  MISSING_AUTHORIZATION(
      Kind.UNAUTHENTICATED, "send an API key: Authorization: Bearer crl_… or X-Api-Key: crl_…"),
  INVALID_AUTHORIZATION(
      Kind.UNAUTHENTICATED, "the Authorization header must read: Bearer, a space, an API key"),
  INVALID_API_KEY(Kind.UNAUTHENTICATED, "there is no such API key: check it for typing errors"),
  API_KEY_REVOKED(Kind.UNAUTHENTICATED, "this API key was revoked: make a new one"),
  API_KEY_EXPIRED(Kind.UNAUTHENTICATED, "this API key has expired: make a new one"),
  TOO_MANY_AUTH_FAILURES(
      Kind.OVER_LIMIT, "too many wrong API keys from this address: wait and ask again"),
  ROLE_REQUIRED(Kind.FORBIDDEN, "this API key's role does not allow that"),
  OPERATOR_REQUIRED(Kind.FORBIDDEN, "only an operator of the server may do that"),
  GRANT_TOO_WIDE(Kind.FORBIDDEN, "an API key cannot grant what it may not do itself"),
  API_KEY_NOT_FOUND(Kind.NOT_FOUND, "API key not found"),
  API_KEY_LIMIT_REACHED(
      Kind.UNPROCESSABLE, "the plan allows no more API keys: revoke one or take a larger plan"),
  INVALID_KEY_NAME(Kind.INVALID, "a key's name is 1 to 100 characters"),
  INVALID_EXPIRY(Kind.INVALID, "expiresAt must lie in the future");

  private final Kind kind;
  private final String message;

  ApiKeyProblem(Kind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String message() {
    return message;
  }
}
