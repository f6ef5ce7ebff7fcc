package io.crier.domain.users;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of users, of signing in and of requests about them. */
public enum UserProblem implements Problem {
  WRONG_CREDENTIALS(ProblemKind.UNAUTHENTICATED, "the email or the password is wrong"),
  SECOND_FACTOR_REQUIRED(
      ProblemKind.UNAUTHENTICATED,
      "send code as well: the six digits of the authenticator app, or a recovery code"),
  NOT_SIGNED_IN(ProblemKind.UNAUTHENTICATED, "this sign-in has ended: sign in again"),
  TOO_MANY_SIGN_INS(
      ProblemKind.OVER_LIMIT, "too many attempts for this email or from this address: retry later"),
  CSRF_TOKEN_INVALID(
      ProblemKind.FORBIDDEN,
      "a request with a cookie must come from this site, with csrfToken of GET /v1/me in"
          + " X-CSRF-Token"),
  INSECURE_CONNECTION(
      ProblemKind.FORBIDDEN,
      "signing in needs https, or http://localhost: if a proxy provides https, add it to"
          + " CRIER_HTTP_TRUSTED_PROXIES; CRIER_SIGN_IN_INSECURE=true allows http everywhere"),
  USER_REQUIRED(ProblemKind.FORBIDDEN, "only a person who has signed in can do this"),
  INVITATION_INVALID(
      ProblemKind.NOT_FOUND, "this link is unknown, was used or is too old: ask for a new one"),
  USER_NOT_FOUND(ProblemKind.NOT_FOUND, "user not found"),
  SIGN_IN_NOT_FOUND(ProblemKind.NOT_FOUND, "sign-in not found"),
  SECOND_FACTOR_NOT_FOUND(
      ProblemKind.NOT_FOUND, "there is no such second factor: make one with POST"),
  SECOND_FACTOR_ACTIVE(
      ProblemKind.CONFLICT, "there is an active second factor: remove it before you make another"),
  EMAIL_TAKEN(ProblemKind.CONFLICT, "another user of this server has this email"),
  LAST_OWNER(
      ProblemKind.UNPROCESSABLE,
      "the account needs an active owner: make somebody else owner first"),
  WRONG_CODE(ProblemKind.UNPROCESSABLE, "the code is wrong, late or was used"),
  WRONG_PASSWORD(ProblemKind.UNPROCESSABLE, "the current password is wrong"),
  WEAK_PASSWORD(ProblemKind.INVALID, "a password is 12 to 128 characters, and hard to guess"),
  INVALID_EMAIL(ProblemKind.INVALID, "email: expected an address such as fatima@clinic.example"),
  INVALID_USER_NAME(ProblemKind.INVALID, "a user's name is 1 to 100 characters");

  private final ProblemKind kind;
  private final String message;

  UserProblem(ProblemKind kind, String message) {
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
