package io.crier.rest.wallawhats;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import io.crier.domain.SupportedTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads fields and parameters of requests. */
final class Fields {

  private Fields() {}

  static String required(String name, String value) {
    return optional(value).orElseThrow(() -> new Refused(INVALID_REQUEST, name + " is required"));
  }

  /** A blank value counts as none, as forms send it. */
  static Optional<String> optional(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  /** A time in milliseconds since the epoch. */
  static Optional<Instant> time(String name, String value) {
    try {
      return optional(value)
          .map(text -> SupportedTime.require(name, Instant.ofEpochMilli(Long.parseLong(text))));
    } catch (NumberFormatException | DateTimeException notATime) {
      throw new Refused(INVALID_REQUEST, name + " must be a time in milliseconds since the epoch");
    }
  }
}
