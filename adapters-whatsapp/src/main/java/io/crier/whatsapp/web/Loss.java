package io.crier.whatsapp.web;

import static io.crier.domain.sessions.Fault.BANNED;
import static io.crier.domain.sessions.Fault.NOT_CONNECTED;
import static io.crier.domain.sessions.Fault.OUTDATED;
import static io.crier.domain.sessions.Fault.PASSKEY_REQUIRED;
import static io.crier.domain.sessions.Fault.REPLACED;
import static io.crier.domain.sessions.Fault.TEMPORARILY_BANNED;
import static io.crier.domain.sessions.Fault.UNLINKED;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.domain.sessions.Fault;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Why the side process has lost a connection, and when to try again. */
record Loss(Fault fault, Optional<Duration> retryAfter) {

  private static final Logger LOG = System.getLogger(Loss.class.getName());
  private static final Duration USUAL_BAN = Duration.ofHours(1);

  /**
   * Reads the code with which a connection ended.
   *
   * @param session its name in the log
   * @param unscanned whether QR codes were shown, and nobody has scanned one
   * @param keysFailTooOften notes that the keys have failed, and tells whether that is too often
   */
  static Loss of(
      JsonNode line, String session, boolean unscanned, BooleanSupplier keysFailTooOften) {
    return switch (line.path("code").asText()) {
      case "401", "411" -> of(UNLINKED);
      // WhatsApp stops offering codes if no phone scans one.
      case "408" -> of(unscanned ? UNLINKED : NOT_CONNECTED);
      case "402" -> new Loss(TEMPORARILY_BANNED, Optional.of(ban(line)));
      case "403", "406" -> of(BANNED);
      case "405", "409" -> of(OUTDATED);
      case "passkey" -> of(PASSKEY_REQUIRED);
      case "440" -> of(REPLACED);
      case "400" -> {
        LOG.log(
            Level.ERROR,
            "session {0}: the server at the configured URL cannot prove that it is WhatsApp",
            session);
        yield of(Fault.ENGINE_FAILED);
      }
      case "500" -> of(keysFailTooOften.getAsBoolean() ? UNLINKED : NOT_CONNECTED);
      default -> of(NOT_CONNECTED);
    };
  }

  private static Loss of(Fault fault) {
    return new Loss(fault, Optional.empty());
  }

  /** How long a temporary ban lasts; WhatsApp gives it in seconds. */
  private static Duration ban(JsonNode line) {
    var seconds = line.path("expire").asLong();
    return seconds > 0 ? Duration.ofSeconds(seconds) : USUAL_BAN;
  }
}
