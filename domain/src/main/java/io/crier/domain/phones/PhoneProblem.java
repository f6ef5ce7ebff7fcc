package io.crier.domain.phones;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about phones. */
public enum PhoneProblem implements Problem {
  INVALID_DISPLAY_NAME(ProblemKind.INVALID, "a display name is 1 to 100 characters"),
  PHONE_LIMIT_REACHED(ProblemKind.CONFLICT, "the plan allows no more phones: delete one first"),
  PHONE_NOT_FOUND(ProblemKind.NOT_FOUND, "phone not found"),
  PHONE_NOT_VERIFIED(
      ProblemKind.CONFLICT, "the phone is not verified: verify it with its code first"),
  PHONE_ALREADY_VERIFIED(ProblemKind.CONFLICT, "the phone is already verified"),
  INVALID_CODE(ProblemKind.UNPROCESSABLE, "this is not the last code that was sent"),
  CODE_EXPIRED(ProblemKind.GONE, "the code has expired: register the phone again for a new one"),
  CODE_USED_UP(
      ProblemKind.OVER_LIMIT, "too many wrong codes: register the phone again for a new one"),
  CODE_TOO_SOON(ProblemKind.OVER_LIMIT, "a code was sent recently: wait before requesting another"),
  TOO_MANY_CODES(ProblemKind.OVER_LIMIT, "too many codes were requested: retry later"),
  NO_ALERT_SENDER(
      ProblemKind.CONFLICT,
      "there is no alert sender: the operator must add one at /v1/operator/alert-senders"),
  ALERT_SENDER_NOT_FOUND(ProblemKind.NOT_FOUND, "this session is not an alert sender");

  private final ProblemKind kind;
  private final String message;

  PhoneProblem(ProblemKind kind, String message) {
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
