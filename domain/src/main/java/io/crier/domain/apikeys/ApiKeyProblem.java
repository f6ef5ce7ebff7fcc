package io.crier.domain.apikeys;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of API keys and of requests about them. */
public enum ApiKeyProblem implements Problem {
  MISSING_AUTHORIZATION(
      ProblemKind.UNAUTHENTICATED,
      "an API key is required: Authorization: Bearer crl_… or X-Api-Key: crl_…"),
  INVALID_AUTHORIZATION(
      ProblemKind.UNAUTHENTICATED, "the Authorization header must be: Bearer <API key>"),
  INVALID_API_KEY(ProblemKind.UNAUTHENTICATED, "the API key is not valid"),
  API_KEY_REVOKED(ProblemKind.UNAUTHENTICATED, "this API key has been revoked: create a new one"),
  API_KEY_EXPIRED(ProblemKind.UNAUTHENTICATED, "this API key has expired: create a new one"),
  TOO_MANY_AUTH_FAILURES(
      ProblemKind.OVER_LIMIT,
      "too many wrong API keys from this address or like this one: retry later"),
  ROLE_REQUIRED(ProblemKind.FORBIDDEN, "the role of this API key does not allow this"),
  OPERATOR_REQUIRED(ProblemKind.FORBIDDEN, "only an operator of the server may do this"),
  GRANT_TOO_WIDE(
      ProblemKind.FORBIDDEN, "an API key cannot grant permissions that it does not have"),
  API_KEY_NOT_FOUND(ProblemKind.NOT_FOUND, "API key not found"),
  API_KEY_LIMIT_REACHED(
      ProblemKind.UNPROCESSABLE,
      "the plan allows no more API keys: revoke one or upgrade the plan"),
  INVALID_KEY_NAME(ProblemKind.INVALID, "a key's name is 1 to 100 characters"),
  INVALID_EXPIRY(ProblemKind.INVALID, "expiresAt: expected a time in the future");

  private final ProblemKind kind;
  private final String message;

  ApiKeyProblem(ProblemKind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  @Override
  public ProblemKind kind() {
    return kind;
  }

  @Override
  public String message() {
    return message;
  }
}
