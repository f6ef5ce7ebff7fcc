package io.crier.rest.v1.messages;

import io.crier.application.messages.ShowRawMessage;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Received messages as WhatsApp sent them. */
@Path("/v1/messages/{id}/raw")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class RawMessagesResource {

  @Inject ShowRawMessage showRawMessage;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "getRawMessage",
      summary = "Show a received message as WhatsApp sent it",
      description =
          "Kept only of messages that Crier does not understand (type unsupported), for admin keys.")
  @APIResponseSchema(value = RawMessageView.class, responseDescription = "The raw message")
  @APIResponse(responseCode = "404", description = "message_not_found or raw_not_kept")
  public RawMessageView showRaw(@PathParam("id") String id) {
    return RawMessageView.of(showRawMessage.show(caller.actor(), MessagesResource.message(id)));
  }
}
