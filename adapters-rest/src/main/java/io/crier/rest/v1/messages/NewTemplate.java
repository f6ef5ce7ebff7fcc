package io.crier.rest.v1.messages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.Quoted;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A template approved by Meta, for sessions of Meta's Cloud API. */
@Schema(name = "SendTemplate")
public record NewTemplate(
    @Schema(required = true, constValue = "template", examples = "template") String type,
    String sessionId,
    String to,
    @Schema(required = true, pattern = "[a-z0-9_]{1,512}", examples = "order_ready") String name,
    @Schema(required = true, pattern = "[a-z]{2,3}(_[A-Z]{2})?", examples = "ar") String language,
    @Schema(
            type = SchemaType.ARRAY,
            implementation = Object.class,
            description = "the template parameters as defined by Meta; at most 8192 characters",
            examples =
                "[{\"type\":\"body\",\"parameters\":[{\"type\":\"text\",\"text\":\"A-42\"}]}]")
        ArrayNode components,
    ObjectNode metadata,
    Instant sendAt,
    NewMessage.Urgency priority,
    NewMessage.Pace pacing)
    implements NewMessage {

  @Override
  public Content content(Optional<Quoted> nothing, Optional<MediaFile> none) {
    return new MessageTemplate(name, language, components == null ? "[]" : components.toString());
  }
}
