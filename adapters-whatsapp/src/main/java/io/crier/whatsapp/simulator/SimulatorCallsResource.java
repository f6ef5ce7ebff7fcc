package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.messages.MessageProblem;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Calls of simulated people to a session, for an admin's tests. */
@Path("/simulator/sessions/{id}/calls")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorCallsResource {

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "simulateCall",
      summary = "Somebody calls the session, and lets it ring for a minute")
  @APIResponseSchema(
      value = RingingView.class,
      responseCode = "202",
      responseDescription = "It rings")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response call(@RequestBody(required = true) CallRequest request) {
    var session = session();
    if (request == null) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
    var call =
        simulator.call(
            session,
            Recipient.parse(request.from()),
            Optional.ofNullable(request.group()).map(SimulatorCallsResource::group),
            Boolean.TRUE.equals(request.video()));
    return Response.accepted(new RingingView(call.value())).build();
  }

  @GET
  @Operation(
      operationId = "listSimulatedCalls",
      summary = "List the latest calls to the session, and what has become of them")
  @APIResponseSchema(value = CallList.class, responseDescription = "The oldest first")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public CallList list() {
    return new CallList(simulator.calls(session()).stream().map(CallView::of).toList());
  }

  private static Recipient.Group group(String text) {
    if (Recipient.parse(text) instanceof Recipient.Group group) {
      return group;
    }
    throw new Refused(MessageProblem.INVALID_RECIPIENT);
  }

  private SessionId session() {
    return sessions.find(caller, id);
  }

  /** A call to the session. */
  @Schema(name = "SimulateCall")
  public record CallRequest(
      @Schema(required = true, description = "who calls", examples = "+966507654321") String from,
      @Schema(
              description = "the group that is called; if absent, only the session",
              examples = "120363041234567890@g.us")
          String group,
      @Schema(description = "whether it is a video call", defaultValue = "false") Boolean video) {}

  /** The call that rings. */
  @Schema(name = "SimulatedRinging")
  public record RingingView(
      @Schema(
              required = true,
              description = "as in call.incoming",
              examples = "8A1B2C3D4E5F60718293A4B5C6D7E8F9")
          String callId) {}

  /** The latest calls to a session. */
  @Schema(name = "SimulatedCallList")
  public record CallList(
      @Schema(required = true, description = "the oldest first") List<CallView> items) {}

  /** A call to a session. */
  @Schema(name = "SimulatedCall")
  public record CallView(
      @Schema(
              required = true,
              description = "its id",
              examples = "8A1B2C3D4E5F60718293A4B5C6D7E8F9")
          String callId,
      @Schema(required = true, description = "who calls", examples = "+966507654321") String from,
      @Schema(
              required = true,
              description = "what has become of it: ringing, rejected or missed",
              examples = "rejected")
          String outcome) {

    static CallView of(CallBook.Entry entry) {
      return new CallView(
          entry.call().id().value(),
          entry.call().from().text(),
          entry.outcome().name().toLowerCase(Locale.ROOT));
    }
  }
}
