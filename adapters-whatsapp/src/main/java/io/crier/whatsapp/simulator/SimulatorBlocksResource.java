package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whom the holder of a session blocks on the simulated phone, for an admin's tests. */
@Path("/simulator/sessions/{id}/phone/blocks")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorBlocksResource {

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "blockOnSimulatedPhone",
      summary = "The holder of the session blocks or unblocks somebody on the phone",
      description = "What those who are blocked write does not arrive.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response block(@RequestBody(required = true) BlockRequest request) {
    var session = sessions.find(caller, id);
    if (request == null) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
    simulator.blockOnPhone(
        session, Recipient.parse(request.contact()), !Boolean.FALSE.equals(request.blocked()));
    return Response.accepted().build();
  }

  /** Who is blocked or unblocked. */
  @Schema(name = "SimulatorPhoneBlock")
  public record BlockRequest(
      @Schema(required = true, description = "who", examples = "+966507654321") String contact,
      @Schema(description = "whether they are blocked from now on", defaultValue = "true")
          Boolean blocked) {}
}
