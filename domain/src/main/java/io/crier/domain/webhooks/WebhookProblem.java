package io.crier.domain.webhooks;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with a request about webhooks. */
public enum WebhookProblem implements Problem {
  INVALID_WEBHOOK_URL(
      Kind.INVALID, "url must be an absolute http or https URL without user info or fragment"),
  WEBHOOK_URL_BLOCKED(
      Kind.UNPROCESSABLE,
      "url points to an address that this server may not call: the operator can allow it"),
  UNKNOWN_EVENT_TYPE(Kind.INVALID, "unknown event type"),
  WEBHOOK_LIMIT_REACHED(Kind.UNPROCESSABLE, "an account has at most 20 webhook endpoints"),
  WEBHOOK_NOT_FOUND(Kind.NOT_FOUND, "webhook not found"),
  WEBHOOK_DISABLED(Kind.CONFLICT, "the webhook is disabled: enable it first"),
  DELIVERY_NOT_FOUND(Kind.NOT_FOUND, "delivery not found"),
  TOO_MANY_STREAMS(Kind.OVER_LIMIT, "an account can have at most 20 event streams");

  private final Kind kind;
  private final String message;

  WebhookProblem(Kind kind, String message) {
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
