package io.crier.domain;

import java.util.Locale;

/**
 * A mistake that a caller can make: a stable code and one sentence that tells the caller what to
 * do.
 */
public interface Problem {

  ProblemKind kind();

  String message();

  String name();

  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
