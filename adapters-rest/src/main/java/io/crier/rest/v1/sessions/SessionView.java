package io.crier.rest.v1.sessions;

import io.crier.application.messages.Messages;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionStatus;
import io.crier.domain.sessions.Wanted;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session as its account sees it: what is wanted of it, what is seen, and signs of life. */
@Schema(name = "Session")
public record SessionView(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "support") String name,
    @Schema(required = true, examples = "simulator") String engine,
    @Schema(
            required = true,
            description =
                "disconnected comes back by itself; unlinked, banned, outdated and replaced wait"
                    + " for somebody to act")
        SessionStatus status,
    @Schema(required = true, description = "whether it should be connected") Wanted wanted,
    @Schema(description = "once it is linked", examples = "+966501234567") Optional<String> number,
    @Schema(required = true) PacingForm pacing,
    @Schema(required = true, description = "the engine's own settings, without secret ones")
        Map<String, String> settings,
    @Schema(required = true, description = "whether its queue waits") boolean paused,
    @Schema(required = true, description = "whether the operator has shut it") boolean disabled,
    @Schema(description = "why it is not connected", examples = "not_connected")
        Optional<String> lastError,
    @Schema(description = "until then WhatsApp holds back messages to new contacts")
        Optional<Instant> restrictedUntil,
    Optional<Instant> linkedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "when WhatsApp last took a message of it") Optional<Instant> lastSentAt,
    @Schema(description = "when WhatsApp or a recipient last acknowledged one")
        Optional<Instant> lastAckAt,
    @Schema(required = true, description = "messages that wait to be sent") int queueLength,
    @Schema(description = "since when the first of them waits") Optional<Instant> oldestQueuedAt) {

  static SessionView of(Session session, Map<String, String> settings, Messages.Health health) {
    return new SessionView(
        session.id().value(),
        session.name(),
        session.engine().value(),
        session.status(),
        session.wanted(),
        session.number().map(PhoneNumber::value),
        PacingForm.of(session.pacing()),
        settings,
        session.paused(),
        session.disabled(),
        session.lastError(),
        session.restrictedUntil(),
        session.linkedAt(),
        session.createdAt(),
        health.lastSentAt(),
        health.lastAckAt(),
        health.queueLength(),
        health.oldestQueuedAt());
  }
}
