package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The chats that a simulated phone has from before it was linked, for an admin's tests. */
@Path("/simulator/sessions/{id}/phone/history")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorHistoryResource {

  private static final int MOST = 1_000;
  private static final TextRule ID = TextRule.line(200);

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "sendSimulatedHistory",
      summary = "The phone hands over messages from before the session was linked",
      description = "A session whose setting history is none takes nothing in.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_text or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response handOver(@RequestBody(required = true) HistoryRequest request) {
    var session = session();
    if (request == null || request.messages() == null || request.messages().isEmpty()) {
      throw new Refused(INVALID_REQUEST, "messages is missing");
    }
    if (request.messages().contains(null)) {
      throw new Refused(INVALID_REQUEST, "messages has an entry that is null");
    }
    if (request.messages().size() > MOST) {
      throw new Refused(INVALID_REQUEST, "messages has more than " + MOST + " entries");
    }
    simulator.handOver(session, request.messages().stream().map(PastMessageForm::read).toList());
    return Response.accepted().build();
  }

  private SessionId session() {
    return sessions.find(caller, id);
  }

  /** Messages, those of each chat in the order in which they were written. */
  @Schema(name = "SimulatorHistory")
  public record HistoryRequest(
      @Schema(required = true, minItems = 1, maxItems = MOST) List<PastMessageForm> messages) {}

  /** A text from before the session was linked. */
  @Schema(name = "SimulatorPastMessage")
  public record PastMessageForm(
      @Schema(
              required = true,
              minLength = 1,
              maxLength = 200,
              description = "the WhatsApp id of the message",
              examples = "3EB0C431C26A1916E07E")
          String message,
      @Schema(
              required = true,
              description = "whose chat with the session it is",
              examples = "+966507654321")
          String chat,
      @Schema(description = "whether the session's holder wrote it", defaultValue = "false")
          Boolean fromMe,
      @Schema(required = true, examples = "السلام عليكم") String body,
      @Schema(
              required = true,
              format = "date-time",
              description = "when it was sent",
              examples = "2026-11-21T10:15:30.123Z")
          String at) {

    Event.Received read() {
      var peer = Recipient.parse(chat);
      var received =
          new Event.Received(
              new WhatsAppId(ID.require("message", message, INVALID_REQUEST)),
              peer,
              Optional.of(Network.addressOf(peer)),
              new Content.Text(InboundRequest.BODY.require("body", body, INVALID_TEXT)),
              time());
      return Boolean.TRUE.equals(fromMe) ? received.sentElsewhere() : received;
    }

    private Instant time() {
      try {
        var time = at == null ? null : Instant.parse(at);
        if (time != null && time.isAfter(Instant.EPOCH)) {
          return time;
        }
      } catch (DateTimeException notOne) {
        // refused below
      }
      throw new Refused(INVALID_REQUEST, "at: not a time since 1970, such as 2026-11-21T10:15:30Z");
    }
  }
}
