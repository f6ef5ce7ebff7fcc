package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What simulated people and a session do in their chats, for an admin's tests. */
@Path("/simulator/sessions/{id}/presence")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorPresenceResource {

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "simulatePresence",
      summary = "Somebody types, records, pauses, or goes online or offline")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response change(@RequestBody(required = true) PresenceRequest request) {
    var session = session();
    if (request == null || request.state() == null) {
      throw new Refused(INVALID_REQUEST, "state is missing");
    }
    var by = Recipient.parse(request.by());
    var group = Optional.ofNullable(request.group()).map(Recipient::parse);
    simulator.presence(session, group.orElse(by), by, request.state());
    return Response.accepted().build();
  }

  @GET
  @Operation(
      operationId = "listSimulatedPresences",
      summary = "List what the session has shown last in its chats")
  @APIResponseSchema(value = PresenceList.class, responseDescription = "By chat")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public PresenceList list() {
    return new PresenceList(
        simulator.presences(session()).entrySet().stream()
            .map(shown -> new PresenceView(shown.getKey().text(), shown.getValue()))
            .sorted(Comparator.comparing(PresenceView::chatId))
            .toList());
  }

  private SessionId session() {
    return sessions.find(caller, id);
  }

  /** What somebody does. */
  @Schema(name = "SimulatePresence")
  public record PresenceRequest(
      @Schema(required = true, description = "who does", examples = "+966507654321") String by,
      @Schema(
              description = "the group in which they do it; if absent, their chat with the session",
              examples = "120363041234567890@g.us")
          String group,
      @Schema(required = true, description = "what they do") Presence state) {}

  /** What a session has shown in its chats. */
  @Schema(name = "SimulatedPresenceList")
  public record PresenceList(
      @Schema(required = true, description = "by chat") List<PresenceView> items) {}

  /** What a session has shown in a chat. */
  @Schema(name = "SimulatedPresence")
  public record PresenceView(
      @Schema(required = true, description = "the chat", examples = "+966507654321") String chatId,
      @Schema(required = true, description = "what was shown last") Presence state) {}
}
