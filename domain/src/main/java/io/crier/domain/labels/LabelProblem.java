package io.crier.domain.labels;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about labels. */
public enum LabelProblem implements Problem {
  LABEL_NOT_FOUND(ProblemKind.NOT_FOUND, "the account has no such label"),
  INVALID_LABEL(ProblemKind.INVALID, "the label is not valid"),
  LABELS_REFUSED(
      ProblemKind.UNPROCESSABLE,
      "refused by WhatsApp or the engine; only business accounts have labels"),
  LABELS_UNSUPPORTED(ProblemKind.UNSUPPORTED, "the session's engine has no labels"),
  TOO_MANY_LABEL_CHANGES(
      ProblemKind.OVER_LIMIT, "a session labels twenty times at once, then every 3 seconds");

  private final ProblemKind kind;
  private final String message;

  LabelProblem(ProblemKind kind, String message) {
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
