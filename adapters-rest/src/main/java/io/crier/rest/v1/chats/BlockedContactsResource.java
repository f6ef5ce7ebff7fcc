package io.crier.rest.v1.chats;

import io.crier.application.chats.BlockContact;
import io.crier.domain.messages.Recipient;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The people whom a session has blocked. */
@Path("/v1/sessions/{id}/blocked-contacts")
@Tag(name = "Contacts")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class BlockedContactsResource {

  @Inject BlockContact blockContact;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listBlockedContacts",
      summary = "List whom the session has blocked",
      description = "As WhatsApp has it now. What has changed there is published as well.")
  @APIResponseSchema(value = BlockedList.class, responseDescription = "All of them")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected")
  @APIResponse(responseCode = "422", description = "block_refused")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  @APIResponse(
      responseCode = "501",
      description = "blocking_unsupported: the engine blocks nobody, and what it can do")
  @APIResponse(responseCode = "503", description = "whatsapp_silent")
  public BlockedList list(@PathParam("id") String id) {
    return new BlockedList(
        blockContact.list(caller.actor(), BlocksResource.session(id)).stream()
            .map(Recipient::text)
            .toList());
  }

  /** Whom a session has blocked. */
  @Schema(name = "BlockedContactList")
  public record BlockedList(
      @Schema(required = true, examples = "[\"+966507654321\"]") List<String> items) {}
}
