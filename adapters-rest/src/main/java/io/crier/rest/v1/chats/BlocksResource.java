package io.crier.rest.v1.chats;

import static io.crier.domain.chats.ChatProblem.CONTACT_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.chats.BlockContact;
import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Blocks people. */
@Path("/v1/sessions/{id}/contacts/{contact}/block")
@Tag(name = "Contacts")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "400", description = "not_a_person")
@APIResponse(responseCode = "404", description = "session_not_found or contact_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(responseCode = "422", description = "block_refused")
@APIResponse(responseCode = "429", description = "too_many_blocks or rate_limited_by_whatsapp")
@APIResponse(
    responseCode = "501",
    description = "blocking_unsupported: the engine blocks nobody, and what it can do")
@APIResponse(responseCode = "503", description = "whatsapp_silent: it may have been done")
public class BlocksResource {

  @Inject BlockContact blockContact;
  @Inject Caller caller;

  @PUT
  @Operation(
      operationId = "blockContact",
      summary = "Block somebody: they can neither write to the session nor call it",
      description = "Published as contact.updated.")
  @APIResponse(responseCode = "204", description = "They are blocked")
  public void block(@PathParam("id") String id, @PathParam("contact") String contact) {
    blockContact.change(caller.actor(), session(id), contact(contact), true);
  }

  @DELETE
  @Operation(
      operationId = "unblockContact",
      summary = "Unblock somebody",
      description = "Published as contact.updated.")
  @APIResponse(responseCode = "204", description = "They are not blocked")
  public void unblock(@PathParam("id") String id, @PathParam("contact") String contact) {
    blockContact.change(caller.actor(), session(id), contact(contact), false);
  }

  static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private static Recipient contact(String text) {
    try {
      return Recipient.parse(text);
    } catch (Refused notOne) {
      throw new Refused(CONTACT_NOT_FOUND);
    }
  }
}
