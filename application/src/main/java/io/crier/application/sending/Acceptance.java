package io.crier.application.sending;

import io.crier.application.Replays;
import io.crier.domain.messages.Message;
import java.time.Instant;

/** The answer to an accepted request to send. */
public sealed interface Acceptance {

  /**
   * The message is durable and will be sent.
   *
   * @param position how many messages are ahead of it
   */
  record Accepted(Message message, int position, Instant estimatedSendAt) implements Acceptance {}

  /** The same request was made before; this is the answer it got. */
  record Replayed(Replays.Replay answer) implements Acceptance {}
}
