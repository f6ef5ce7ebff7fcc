package io.crier.rest.v1.webhooks;

import io.crier.application.messages.ShowMessageEvents;
import io.crier.application.messages.ShowMessageEvents.MessageEventShown;
import io.crier.application.webhooks.Deliveries;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.events.Envelope;
import io.crier.rest.v1.media.MediaLinks;
import io.crier.rest.v1.messages.MessagesResource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened to messages. */
@Path("/v1/messages/{id}/events")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MessageEventsResource {

  @Inject ShowMessageEvents showMessageEvents;
  @Inject MediaLinks links;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listMessageEvents",
      summary = "List what happened to a message",
      description =
          "Each event about the message in order, with its deliveries to webhooks and the result"
              + " of each attempt. Events are kept for 30 days; at most 200 are listed. A key that"
              + " is limited to some sessions does not see deliveries.")
  @APIResponseSchema(value = MessageEventList.class, responseDescription = "The events")
  @APIResponse(responseCode = "404", description = "message_not_found")
  public MessageEventList listMessageEvents(@PathParam("id") String id) {
    return new MessageEventList(
        showMessageEvents.show(caller.actor(), MessagesResource.message(id)).stream()
            .map(it -> MessageEventView.of(it, links))
            .toList());
  }

  /** Everything that happened to a message. */
  @Schema(name = "MessageEventList")
  public record MessageEventList(@Schema(required = true) List<MessageEventView> items) {}

  /** An event about a message, and which webhooks were told. */
  @Schema(name = "MessageEvent")
  public record MessageEventView(
      @Schema(required = true) Envelope event,
      @Schema(required = true, description = "one for each webhook that wants such events")
          List<WebhookDeliveryView> deliveries) {

    static MessageEventView of(MessageEventShown shown, MediaLinks links) {
      return new MessageEventView(
          Envelope.of(shown.event(), links),
          shown.deliveries().stream().map(WebhookDeliveryView::of).toList());
    }
  }

  /** The delivery of an event to a webhook. */
  @Schema(name = "WebhookDelivery")
  public record WebhookDeliveryView(
      @Schema(required = true) UUID webhookId, @Schema(required = true) DeliveryView delivery) {

    static WebhookDeliveryView of(Deliveries.Logged logged) {
      return new WebhookDeliveryView(logged.delivery().webhook().value(), DeliveryView.of(logged));
    }
  }
}
