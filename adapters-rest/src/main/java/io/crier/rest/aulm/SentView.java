package io.crier.rest.aulm;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.crier.domain.messages.Message;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The response to a message that was sent. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(name = "AulmSent", description = "A message that was sent")
public record SentView(
    @Schema(required = true, description = "the message") Data data,
    @Schema(required = true, description = "as in the header x-request-id") UUID requestId) {

  /** The message. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AulmMessage", description = "A message that was sent")
  public record Data(
      @Schema(
              required = true,
              description = "its id in WhatsApp; that of a test key begins with sim_",
              examples = "3EB0C431C26A1916E07E55")
          String messageId,
      @Schema(required = true, description = "the session that sent it") UUID sessionId,
      @Schema(required = true, description = "the recipient", examples = "+966512345678") String to,
      @Schema(required = true, description = "always sent", examples = "sent") String status,
      @Schema(required = true, description = "whether a test key sent it", examples = "false")
          boolean simulated) {}

  static SentView of(Message message, String requestId) {
    return new SentView(
        new Data(
            message.whatsAppId().value(),
            message.session().value(),
            message.peer().text(),
            "sent",
            message.handling().test()),
        UUID.fromString(requestId));
  }
}
