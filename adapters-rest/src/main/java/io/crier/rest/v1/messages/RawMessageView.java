package io.crier.rest.v1.messages;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.crier.domain.messages.RawMessage;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A received message as the session's engine handed it over. */
@Schema(name = "RawMessage")
public record RawMessageView(
    @Schema(
            required = true,
            type = SchemaType.OBJECT,
            implementation = Object.class,
            description = "in the format of the session's engine, which may change")
        @JsonRawValue
        String raw) {

  static RawMessageView of(RawMessage message) {
    return new RawMessageView(message.json());
  }
}
