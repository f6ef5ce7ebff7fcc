package io.crier.domain;

import java.time.Duration;
import java.util.Optional;

/** Thrown when a request cannot be granted; never for a defect of the server. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Duration retryAfter;

  public Refused(Problem problem) {
    this(problem, problem.message());
  }

  /** A refusal whose detail is about this very request; it must not hold secrets. */
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
