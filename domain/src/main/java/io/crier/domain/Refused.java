package io.crier.domain;

import java.time.Duration;
import java.util.Optional;

/** Thrown when a request is refused; never for a bug in the server. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Duration retryAfter;

  public Refused(Problem problem) {
    this(problem, problem.message());
  }

  /** A refusal with a detail about this request; it must not contain secrets. */
  public Refused(Problem problem, String detail) {
    this(problem, detail, null);
  }

  /** A refusal that is temporary. */
  public Refused(Problem problem, Duration retryAfter) {
    this(problem, problem.message(), retryAfter);
  }

  private Refused(Problem problem, String detail, Duration retryAfter) {
    super(detail, null, false, false);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  public Problem problem() {
    return problem;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
