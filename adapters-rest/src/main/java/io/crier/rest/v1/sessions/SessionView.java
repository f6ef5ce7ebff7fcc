package io.crier.rest.v1.sessions;

import io.crier.application.messages.Messages;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session as shown to its account: its configuration, status and recent activity. */
@Schema(name = "Session")
public record SessionView(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "support") String name,
    @Schema(required = true, examples = "simulator") String engine,
    @Schema(
            required = true,
            description =
                "disconnected recovers by itself; unlinked, banned and replaced need action;"
                    + " outdated recovers once there is a newer clientVersion")
        SessionStatus status,
    @Schema(required = true, description = "whether it should be connected") DesiredState wanted,
    @Schema(description = "the number, once linked", examples = "+966501234567")
        Optional<String> number,
    @Schema(required = true) PacingForm pacing,
    @Schema(required = true, description = "settings of the engine, without secrets")
        Map<String, String> settings,
    @Schema(required = true, description = "whether its queue is paused") boolean paused,
    @Schema(required = true, description = "whether the operator has disabled it") boolean disabled,
    @Schema(
            description =
                "why it is not connected; queue_of_other_number if messages wait that were accepted"
                    + " for another number, see resume; device_remains if it was logged out, but the phone still"
                    + " lists the device, which has to be removed there",
            examples = "not_connected")
        Optional<String> lastError,
    @Schema(
            description =
                "the version of WhatsApp's client that it last reported, if its engine reports one;"
                    + " see outdated",
            examples = "2.3000.1043857760")
        Optional<String> clientVersion,
    @Schema(description = "until when WhatsApp restricts messages to new contacts")
        Optional<Instant> restrictedUntil,
    Optional<Instant> linkedAt,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "when WhatsApp last accepted a message from it")
        Optional<Instant> lastSentAt,
    @Schema(description = "when WhatsApp or a recipient last acknowledged a message")
        Optional<Instant> lastAckAt,
    @Schema(required = true, description = "number of queued messages") int queueLength,
    @Schema(description = "when the oldest queued message was accepted")
        Optional<Instant> oldestQueuedAt) {

  static SessionView of(
      Session session, Map<String, String> settings, Messages.QueueHealth health) {
    return new SessionView(
        session.id().value(),
        session.name(),
        session.engine().name().value(),
        session.status(),
        session.connectivity().desired(),
        session.number().map(PhoneNumber::value),
        PacingForm.of(session.pacing()),
        settings,
        session.sending().paused(),
        session.connectivity().disabled(),
        session.lastError(),
        session.connectivity().clientVersion().map(ClientVersion::value),
        session.link().restrictedUntil(),
        session.link().linkedAt(),
        session.createdAt(),
        health.lastSentAt(),
        health.lastAckAt(),
        health.queueLength(),
        health.oldestQueuedAt());
  }
}
