package io.crier.domain.phones;

import io.crier.domain.Kind;
import io.crier.domain.Problem;

/** What can be wrong with a request about a phone. */
public enum PhoneProblem implements Problem {
  INVALID_DISPLAY_NAME(Kind.INVALID, "a display name is 1 to 100 characters"),
  PHONE_LIMIT_REACHED(Kind.CONFLICT, "the plan allows no more phones: delete one first"),
  PHONE_NOT_FOUND(Kind.NOT_FOUND, "phone not found"),
  PHONE_NOT_VERIFIED(Kind.CONFLICT, "the phone is not verified: verify it with its code first"),
  PHONE_ALREADY_VERIFIED(Kind.CONFLICT, "the phone is already verified"),
  INVALID_CODE(Kind.UNPROCESSABLE, "this is not the last code that was sent"),
  CODE_EXPIRED(Kind.GONE, "the code has expired: register the phone again for a new one"),
  CODE_USED_UP(Kind.OVER_LIMIT, "too many wrong codes: register the phone again for a new one"),
  CODE_TOO_SOON(Kind.OVER_LIMIT, "a code was sent recently: wait before requesting another"),
  TOO_MANY_CODES(Kind.OVER_LIMIT, "too many codes were requested: retry later"),
  NO_ALERT_SENDER(
      Kind.UNAVAILABLE,
      "there is no alert sender: the operator must add one at /v1/operator/alert-senders"),
  ALERT_SENDER_NOT_FOUND(Kind.NOT_FOUND, "this session is not an alert sender");

  private final Kind kind;
  private final String message;

  PhoneProblem(Kind kind, String message) {
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
