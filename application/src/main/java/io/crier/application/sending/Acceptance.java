package io.crier.application.sending;

import io.crier.application.Replays;
import io.crier.domain.messages.Message;
import java.time.Instant;

/** The answer to a request to send that is not refused. */
public sealed interface Acceptance {

  /**
   * The message is durable and will be sent.
   *
   * @param position how many go before it
   */
  record Accepted(Message message, int position, Instant estimatedSendAt) implements Acceptance {}

  /** The same request was made before: this was the answer. */
  record Replayed(Replays.Replay answer) implements Acceptance {}
}
