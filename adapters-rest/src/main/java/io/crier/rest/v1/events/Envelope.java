package io.crier.rest.v1.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.crier.application.events.Published;
import io.crier.rest.json.Json;
import io.crier.rest.v1.media.MediaLinks;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An event as it is delivered. It is the same in every delivery, except for links to files, which
 * are generated anew.
 */
@Schema(name = "Event", description = "A change to something the account owns")
public record Envelope(
    @Schema(required = true, description = "the same in every delivery of the event") UUID id,
    @Schema(required = true, examples = "message.status") String type,
    @Schema(required = true, description = "when it happened") Instant timestamp,
    @Schema(required = true) UUID accountId,
    @Schema(
            required = true,
            description = "the number of the event within its account",
            examples = "42")
        long sequence,
    @Schema(required = true, description = "depends on the type") EventData data) {

  public static Envelope of(Published published, MediaLinks links) {
    var event = published.event();
    return new Envelope(
        published.id().value(),
        event.type().text(),
        event.at(),
        event.account().value(),
        published.sequence(),
        EventData.of(event, links));
  }

  public byte[] json() {
    try {
      return Json.MAPPER.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written", e);
    }
  }
}
