package io.crier.domain.users;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of signing in at a provider. */
public enum IdentityProblem implements Problem {
  PROVIDER_NOT_FOUND(
      ProblemKind.NOT_FOUND, "there is no such provider: see providers of GET /v1/sign-in"),
  PROVIDER_UNAVAILABLE(
      ProblemKind.UNAVAILABLE,
      "the provider does not respond as it should: try again in a minute; the operator finds the"
          + " reason in the log of the server"),
  PROVIDER_REFUSED(
      ProblemKind.FORBIDDEN, "the provider did not let you sign in: begin again, and agree there"),
  PROVIDER_ANSWER_INVALID(
      ProblemKind.FORBIDDEN,
      "the answer of the provider is not valid: begin again; the operator finds the reason in the"
          + " log of the server"),
  SIGN_IN_NOT_BEGUN(
      ProblemKind.FORBIDDEN,
      "this sign-in was not begun in this browser, was finished, or took more than ten minutes:"
          + " begin again"),
  EMAIL_NOT_VERIFIED(
      ProblemKind.FORBIDDEN,
      "the provider does not say that it has verified your email: verify it there, or sign in with"
          + " a password"),
  NOT_INVITED(
      ProblemKind.FORBIDDEN,
      "no active user has your email: ask an owner of the account to invite you"),
  IDENTITY_CHANGED(
      ProblemKind.FORBIDDEN,
      "the user with your email has signed in as somebody else at the provider: ask an owner of the"
          + " account to remove the user and to invite you"),
  INVALID_RETURN(ProblemKind.INVALID, "return: expected a path of this server, such as /#/inbox");

  private final ProblemKind kind;
  private final String message;

  IdentityProblem(ProblemKind kind, String message) {
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
