package io.crier.domain.messages;

import java.time.Instant;
import java.util.Optional;

/**
 * How a message is handled.
 *
 * @param test whether a test key sent it: it goes to the simulator and is not billed
 * @param sendAt the earliest time to queue it
 */
public record Handling(
    Priority priority, boolean test, Optional<Instant> sendAt, Optional<Metadata> metadata) {

  public static final Handling ORDINARY =
      new Handling(Priority.NORMAL, false, Optional.empty(), Optional.empty());
}
