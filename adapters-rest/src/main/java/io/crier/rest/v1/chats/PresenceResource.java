package io.crier.rest.v1.chats;

import static io.crier.domain.chats.ChatProblem.INVALID_PRESENCE;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.chats.ShowPresence;
import io.crier.domain.Refused;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a session does in a chat, and what others do there. */
@Path("/v1/sessions/{id}/chats/{chat}/presence")
@Tag(name = "Chats")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "404", description = "session_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(responseCode = "429", description = "too_many_presences")
@APIResponse(
    responseCode = "501",
    description = "presence_unsupported: the engine has no presence, and what it can do")
public class PresenceResource {

  @Inject ShowPresence showPresence;
  @Inject Caller caller;

  @PUT
  @Operation(
      operationId = "setPresence",
      summary = "Show in a chat that the session is typing or recording",
      description =
          "WhatsApp shows it for about 25 seconds, or until a message or paused. What is sent with"
              + " pacing shows typing by itself.")
  @APIResponse(responseCode = "204", description = "WhatsApp is told")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_presence")
  public void set(
      @PathParam("id") String id, @PathParam("chat") String chat, PresenceChange change) {
    var state = Optional.ofNullable(change.state());
    showPresence.show(
        caller.actor(),
        session(id),
        Recipient.parse(chat),
        state.orElseThrow(() -> new Refused(INVALID_PRESENCE)).presence());
  }

  @POST
  @Path("/watch")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "watchPresence",
      summary = "Let WhatsApp report when somebody types, records or is online",
      description =
          "Until the session connects again. Reported as chat.presence, if the session has the"
              + " setting presence: receive; WhatsApp then sees it as online, and the phone may"
              + " notify less.")
  @APIResponse(responseCode = "204", description = "WhatsApp is asked")
  @APIResponse(responseCode = "400", description = "invalid_recipient")
  public void watch(@PathParam("id") String id, @PathParam("chat") String chat) {
    showPresence.watch(caller.actor(), session(id), Recipient.parse(chat));
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  /** What the session does in the chat. */
  @Schema(name = "SetPresence")
  public record PresenceChange(@Schema(required = true) ShownPresence state) {}

  /** What a session can show in a chat. */
  public enum ShownPresence {
    TYPING,
    RECORDING,
    PAUSED;

    Presence presence() {
      return Presence.valueOf(name());
    }
  }
}
