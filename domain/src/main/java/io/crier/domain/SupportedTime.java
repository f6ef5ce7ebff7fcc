package io.crier.domain;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import java.time.Instant;

/** The instants that Crier supports: the years 2000 to 2199, which every database can store. */
public final class SupportedTime {

  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2200-01-01T00:00:00Z");

  private SupportedTime() {}

  /** The instant, if it is supported; otherwise refused with a detail that names the field. */
  public static Instant require(String field, Instant instant) {
    if (instant.isBefore(FIRST) || !instant.isBefore(END)) {
      throw new Refused(INVALID_REQUEST, field + ": expected a time in the years 2000 to 2199");
    }
    return instant;
  }
}
