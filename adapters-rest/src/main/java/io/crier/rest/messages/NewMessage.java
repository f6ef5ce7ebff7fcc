package io.crier.rest.messages;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message to be sent, told apart by its type. */
@Schema(
    name = "NewMessage",
    oneOf = NewMessage.Text.class,
    discriminatorProperty = "type",
    discriminatorMapping = @DiscriminatorMapping(value = "text", schema = NewMessage.Text.class))
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", visible = true)
@JsonSubTypes(@JsonSubTypes.Type(name = "text", value = NewMessage.Text.class))
public sealed interface NewMessage {

  String sessionId();

  String to();

  ObjectNode metadata();

  Instant sendAt();

  Urgency priority();

  Pace pacing();

  Content content();

  default boolean unpaced() {
    return pacing() == Pace.NONE;
  }

  /** How the message is to be treated on its way, a test key having asked or not. */
  default Handling handling(boolean test) {
    return new Handling(
        priority() == null ? Priority.NORMAL : priority().toPriority(),
        test,
        Optional.ofNullable(sendAt()),
        Optional.ofNullable(metadata()).map(ObjectNode::toString).map(Metadata::new));
  }

  /** What goes before what within a session's queue, as far as callers decide it. */
  enum Urgency {
    HIGH,
    NORMAL,
    LOW;

    Priority toPriority() {
      return switch (this) {
        case HIGH -> Priority.HIGH;
        case NORMAL -> Priority.NORMAL;
        case LOW -> Priority.LOW;
      };
    }
  }

  /** A pace other than the session's. */
  enum Pace {
    NONE
  }

  /** A text to be sent. */
  @Schema(name = "NewText")
  record Text(
      @Schema(required = true, constValue = "text", examples = "text") String type,
      @Schema(required = true, examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a") String sessionId,
      @Schema(
              required = true,
              description = "+E.164, digits, …@c.us, …@s.whatsapp.net, …@g.us or …@lid",
              examples = "+966501234567")
          String to,
      @Schema(required = true, minLength = 1, maxLength = 4096, examples = "أهلا, عساك بخير؟")
          String body,
      @Schema(
              type = SchemaType.OBJECT,
              implementation = Object.class,
              description = "your own, echoed in events; at most 4096 characters",
              examples = "{\"order\":\"A-42\"}")
          ObjectNode metadata,
      @Schema(description = "not before then; at most 365 days ahead") Instant sendAt,
      @Schema(defaultValue = "normal") Urgency priority,
      @Schema(description = "none: at once, if the session's allowUnpaced lets it") Pace pacing)
      implements NewMessage {

    @Override
    public Content content() {
      return new Content.Text(body);
    }
  }
}
