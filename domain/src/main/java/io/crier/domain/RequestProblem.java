package io.crier.domain;

/** What can be wrong with any request, whatever it asks for. */
public enum RequestProblem implements Problem {
  INVALID_JSON(Kind.INVALID, "the body is not valid JSON"),
  INVALID_REQUEST(Kind.INVALID, "the request is not valid"),
  INVALID_CURSOR(Kind.INVALID, "the cursor is not valid: use nextCursor of the previous page"),
  IDEMPOTENCY_KEY_INVALID(Kind.INVALID, "an idempotency key is 1 to 255 visible ASCII characters"),
  IDEMPOTENCY_KEY_REUSED(
      Kind.UNPROCESSABLE, "this idempotency key was used for a different request: use a new key"),
  IDEMPOTENCY_KEY_IN_USE(
      Kind.CONFLICT,
      "the first request with this idempotency key is still in progress: retry shortly"),
  OVERLOADED(Kind.UNAVAILABLE, "the server is overloaded: retry shortly");

  private final Kind kind;
  private final String message;

  RequestProblem(Kind kind, String message) {
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
