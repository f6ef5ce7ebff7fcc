package io.crier.domain.apikeys;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with an API key, or with a request about one. */
public enum ApiKeyProblem implements Problem {
  MISSING_AUTHORIZATION(
      Kind.UNAUTHENTICATED,
      "an API key is required: Authorization: Bearer crl_… or X-Api-Key: crl_…"),
  INVALID_AUTHORIZATION(Kind.UNAUTHENTICATED, "the Authorization header must be: Bearer <API key>"),
  INVALID_API_KEY(Kind.UNAUTHENTICATED, "the API key is not valid"),
  API_KEY_REVOKED(Kind.UNAUTHENTICATED, "this API key has been revoked: create a new one"),
  API_KEY_EXPIRED(Kind.UNAUTHENTICATED, "this API key has expired: create a new one"),
  TOO_MANY_AUTH_FAILURES(
      Kind.OVER_LIMIT, "too many failed authentications from this address: retry later"),
  ROLE_REQUIRED(Kind.FORBIDDEN, "the role of this API key does not allow this"),
  OPERATOR_REQUIRED(Kind.FORBIDDEN, "only an operator of the server may do this"),
  GRANT_TOO_WIDE(Kind.FORBIDDEN, "an API key cannot grant permissions that it does not have"),
  API_KEY_NOT_FOUND(Kind.NOT_FOUND, "API key not found"),
  API_KEY_LIMIT_REACHED(
      Kind.UNPROCESSABLE, "the plan allows no more API keys: revoke one or upgrade the plan"),
  INVALID_KEY_NAME(Kind.INVALID, "a key's name is 1 to 100 characters"),
  INVALID_EXPIRY(Kind.INVALID, "expiresAt must be in the future");

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
