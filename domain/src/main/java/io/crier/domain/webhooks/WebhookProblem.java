package io.crier.domain.webhooks;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about webhooks. */
public enum WebhookProblem implements Problem {
  INVALID_WEBHOOK_URL(
      ProblemKind.INVALID,
      "url must be an absolute http or https URL without user info or fragment"),
  WEBHOOK_URL_BLOCKED(
      ProblemKind.UNPROCESSABLE,
      "url points to an address that this server may not call: the operator can allow it"),
  INVALID_WEBHOOK_HEADER(ProblemKind.INVALID, "a header of the webhook is not valid"),
  TOO_MANY_SESSIONS(ProblemKind.INVALID, "a webhook filters by at most 100 sessions"),
  WEBHOOK_LIMIT_REACHED(ProblemKind.UNPROCESSABLE, "an account has at most 20 webhook endpoints"),
  WEBHOOK_NOT_FOUND(ProblemKind.NOT_FOUND, "webhook not found"),
  WEBHOOK_DISABLED(ProblemKind.CONFLICT, "the webhook is disabled: enable it first"),
  DELIVERY_NOT_FOUND(ProblemKind.NOT_FOUND, "delivery not found");

  private final ProblemKind kind;
  private final String message;

  WebhookProblem(ProblemKind kind, String message) {
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
