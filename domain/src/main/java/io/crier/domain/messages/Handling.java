package io.crier.domain.messages;

import java.time.Instant;
import java.util.Optional;

/**
 * How a message is to be treated on its way.
 *
 * @param test whether a test key sent it: it goes to the simulator and is not billed
 * @param sendAt not to be queued before then
 */
public record Handling(
    Priority priority, boolean test, Optional<Instant> sendAt, Optional<Metadata> metadata) {

  public static final Handling ORDINARY =
      new Handling(Priority.NORMAL, false, Optional.empty(), Optional.empty());
}
