package io.crier.application.sending;

import io.crier.application.Replays;
import io.crier.application.messages.Place;
import io.crier.domain.messages.Message;

/** The answer to an accepted request to send. */
public sealed interface Acceptance {

  /**
   * The message is durable and will be sent.
   *
   * @param place where it waited when it was accepted
   */
  record Accepted(Message message, Place place) implements Acceptance {}

  /** The same request was made before; this is the answer it got. */
  record Replayed(Replays.Replay answer) implements Acceptance {}
}
