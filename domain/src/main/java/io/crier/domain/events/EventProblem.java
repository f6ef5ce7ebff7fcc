package io.crier.domain.events;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about events. */
public enum EventProblem implements Problem {
  UNKNOWN_EVENT_TYPE(ProblemKind.INVALID, "unknown event type"),
  TOO_MANY_STREAMS(ProblemKind.OVER_LIMIT, "an account can have at most 20 event streams");

  private final ProblemKind kind;
  private final String message;

  EventProblem(ProblemKind kind, String message) {
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
