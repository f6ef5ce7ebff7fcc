package io.crier.domain;

import java.util.Locale;

/** Something a caller can do wrong: a stable code and one sentence that says what to do next. */
public interface Problem {

  ProblemKind kind();

  String message();

  String name();

  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
