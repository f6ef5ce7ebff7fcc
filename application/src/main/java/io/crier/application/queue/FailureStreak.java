package io.crier.application.queue;

import io.crier.domain.messages.MessageId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The messages of a session that have failed one after the other. One alone says nothing about the
 * next; if several fail, it is not their fault, and their attempts are not to be used up.
 */
final class FailureStreak {

  private static final Duration UNIT = Duration.ofSeconds(2);
  private static final int LONGEST = 8;

  private final Set<MessageId> messages = new HashSet<>();

  /** Another attempt failed: returns how long the session should pause, if at all. */
  Optional<Duration> add(MessageId message) {
    if (messages.size() < LONGEST) {
      messages.add(message);
    }
    return Optional.of(messages.size())
        .filter(length -> length > 1)
        .map(length -> UNIT.multipliedBy(1L << length));
  }

  /** A message did not fail. */
  void end() {
    messages.clear();
  }
}
