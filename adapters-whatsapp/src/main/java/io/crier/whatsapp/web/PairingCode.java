package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the process answers when a pairing code is requested. */
final class PairingCode {

  private static final Duration CODE_LIFETIME = Duration.ofSeconds(160);

  private PairingCode() {}

  static Optional<Event> read(JsonNode answer, Instant now) {
    if (answer.path("refused").asBoolean()) {
      return Optional.of(new Event.CodeRefused());
    }
    var code = answer.path("code").asText();
    return Optional.of(code)
        .filter(it -> it.length() == 8)
        .map(it -> it.substring(0, 4) + "-" + it.substring(4))
        .map(readable -> new Event.Code(readable, now.plus(CODE_LIFETIME)));
  }
}
