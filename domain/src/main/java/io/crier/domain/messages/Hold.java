package io.crier.domain.messages;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What holds a queued message back, other than its turn.
 *
 * @param until when it ends; empty if it lasts until somebody does something about it
 */
public record Hold(HoldReason reason, Optional<Instant> until) {

  public Hold {
    Objects.requireNonNull(reason);
    Objects.requireNonNull(until);
  }

  public static Hold until(Instant end, HoldReason reason) {
    return new Hold(reason, Optional.of(end));
  }

  public static Hold untilChanged(HoldReason reason) {
    return new Hold(reason, Optional.empty());
  }
}
