package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_METADATA;

import io.crier.domain.Refused;

/** A caller's own JSON object, stored with a message and repeated in its events; at most 4 KiB. */
public record Metadata(String json) {

  private static final int LONGEST = 4_096;

  public Metadata {
    if (json.length() > LONGEST || json.indexOf('\0') >= 0 || json.contains("\\u0000")) {
      throw new Refused(INVALID_METADATA);
    }
  }
}
