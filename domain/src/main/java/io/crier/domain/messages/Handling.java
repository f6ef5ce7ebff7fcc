package io.crier.domain.messages;

import java.time.Instant;
import java.util.Optional;

/**
 * How a message is handled.
 *
 * @param test whether a test key sent it: it goes to the simulator and is not billed
 * @param origin where it was written; of received messages {@code API} unless it is history
 * @param sendAt the earliest time to queue it
 */
public record Handling(
    Priority priority,
    boolean test,
    Origin origin,
    Optional<Instant> sendAt,
    Optional<Metadata> metadata) {

  public static final Handling ORDINARY =
      new Handling(Priority.NORMAL, false, Optional.empty(), Optional.empty());

  static final Handling ELSEWHERE =
      new Handling(Priority.NORMAL, false, Origin.PHONE, Optional.empty(), Optional.empty());

  static final Handling PAST =
      new Handling(Priority.NORMAL, false, Origin.HISTORY, Optional.empty(), Optional.empty());

  public Handling(
      Priority priority, boolean test, Optional<Instant> sendAt, Optional<Metadata> metadata) {
    this(priority, test, Origin.API, sendAt, metadata);
  }
}
