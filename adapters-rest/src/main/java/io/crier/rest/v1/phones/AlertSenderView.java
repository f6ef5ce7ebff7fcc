package io.crier.rest.v1.phones;

import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionStatus;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A session that sends codes and alerts. */
@Schema(name = "AlertSender")
public record AlertSenderView(
    @Schema(required = true) UUID sessionId,
    @Schema(required = true, description = "the account that owns the session") UUID accountId,
    @Schema(required = true, examples = "alerts") String name,
    @Schema(description = "the number, once linked", examples = "+966501234567")
        Optional<String> number,
    @Schema(required = true) SessionStatus status,
    @Schema(
            required = true,
            description = "false if the session needs attention before it can send",
            examples = "true")
        boolean usable) {

  public static AlertSenderView of(Session session) {
    return new AlertSenderView(
        session.id().value(),
        session.account().value(),
        session.name(),
        session.number().map(PhoneNumber::value),
        session.status(),
        session.shouldConnect());
  }
}
