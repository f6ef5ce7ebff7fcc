package io.crier.application.messages;

import io.crier.domain.messages.Hold;
import java.time.Instant;
import java.util.Optional;

/**
 * The place of a waiting message in its queue.
 *
 * @param position how many messages are ahead of it
 * @param estimatedSendAt when it will probably be sent; empty if that depends on somebody
 * @param held what holds it back, other than its turn
 */
public record Place(int position, Optional<Instant> estimatedSendAt, Optional<Hold> held) {

  /** The place of a message that is not in its queue before this time. */
  public static Place scheduled(Instant at) {
    return new Place(0, Optional.of(at), Optional.empty());
  }
}
