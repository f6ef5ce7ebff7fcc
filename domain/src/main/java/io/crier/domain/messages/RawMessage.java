package io.crier.domain.messages;

import java.util.Objects;
import java.util.Optional;

/**
 * A received message as its engine handed it over, kept if Crier does not understand all of it.
 *
 * @param json an object in the engine's own format, of at most {@value #LONGEST} characters
 */
public record RawMessage(String json) {

  public static final int LONGEST = 262_144;

  public RawMessage {
    Objects.requireNonNull(json);
    if (json.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST);
    }
  }

  /** Empty if it is too long to be kept. */
  public static Optional<RawMessage> of(String json) {
    return json.length() > LONGEST ? Optional.empty() : Optional.of(new RawMessage(json));
  }

  @Override
  public String toString() {
    return "RawMessage[" + json.length() + " characters]";
  }
}
