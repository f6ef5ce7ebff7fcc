package io.crier.rest.v1.events;

import io.crier.domain.calls.CallEvent;
import io.crier.domain.messages.Recipient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody calls a session. */
@Schema(name = "CallIncomingData", description = "Somebody calls a session")
public record IncomingCallData(
    @Schema(required = true) UUID sessionId,
    @Schema(
            required = true,
            description = "with which it can be rejected while it rings",
            examples = "8A1B2C3D4E5F60718293A4B5C6D7E8F9")
        String callId,
    @Schema(required = true, examples = "+966507654321") String from,
    @Schema(
            description = "the group that is called, if it is not only the session",
            examples = "120363041234567890@g.us")
        Optional<String> groupId,
    @Schema(required = true, examples = "false") boolean video,
    @Schema(required = true, description = "when it began, by WhatsApp's clock") Instant startedAt)
    implements EventData {

  static IncomingCallData of(CallEvent.Incoming event) {
    var call = event.call();
    return new IncomingCallData(
        event.session().value(),
        call.id().value(),
        call.from().text(),
        call.group().map(Recipient.Group::text),
        call.video(),
        event.at());
  }
}
