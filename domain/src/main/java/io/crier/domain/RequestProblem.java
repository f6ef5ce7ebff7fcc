package io.crier.domain;

/** Problems that any request can have. */
public enum RequestProblem implements Problem {
  INVALID_JSON(ProblemKind.INVALID, "the body is not valid JSON"),
  INVALID_REQUEST(ProblemKind.INVALID, "the request is not valid"),
  INVALID_CURSOR(
      ProblemKind.INVALID, "the cursor is not valid: use nextCursor of the previous page"),
  IDEMPOTENCY_KEY_INVALID(
      ProblemKind.INVALID, "an idempotency key is 1 to 255 visible ASCII characters"),
  IDEMPOTENCY_KEY_REUSED(
      ProblemKind.UNPROCESSABLE,
      "this idempotency key was used for a different request: use a new key"),
  IDEMPOTENCY_KEY_IN_USE(
      ProblemKind.CONFLICT,
      "the first request with this idempotency key is still in progress: retry shortly"),
  OVERLOADED(ProblemKind.UNAVAILABLE, "the server is overloaded: retry shortly");

  private final ProblemKind kind;
  private final String message;

  RequestProblem(ProblemKind kind, String message) {
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
