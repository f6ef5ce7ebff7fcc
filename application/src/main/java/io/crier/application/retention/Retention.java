package io.crier.application.retention;

import java.time.Duration;
import java.time.Instant;

/**
 * How long records of one kind are kept.
 *
 * @param kept at least this long, and not much longer
 */
public record Retention(Duration kept, Step step) {

  /** Deletes old records of one kind. */
  @FunctionalInterface
  public interface Step {

    /** Deletes up to this many records from before then; returns how many. */
    int forget(Instant before, int limit);
  }
}
