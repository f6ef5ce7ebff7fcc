package io.crier.whatsapp.simulator;

import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import io.crier.domain.messages.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A text that the session's holder writes on the phone. */
@Schema(name = "SimulatorPhoneMessage")
public record PhoneMessageRequest(
    @Schema(required = true, examples = "+966507654321") String to,
    @Schema(required = true, examples = "أنا في الطريق") String body) {

  Content content() {
    return new Content.Text(InboundRequest.BODY.require("body", body, INVALID_TEXT));
  }
}
