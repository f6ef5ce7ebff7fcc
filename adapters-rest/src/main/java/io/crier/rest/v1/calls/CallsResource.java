package io.crier.rest.v1.calls;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.calls.RejectCall;
import io.crier.domain.calls.CallId;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The calls that ring at a session. */
@Path("/v1/sessions/{id}/calls/{call}/reject")
@Tag(name = "Calls", description = "Calls to a session, which call.incoming reports")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class CallsResource {

  @Inject RejectCall rejectCall;
  @Inject Caller caller;

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "rejectCall",
      summary = "Reject a call while it rings",
      description =
          "A session with the setting calls: reject does this by itself, and then sends its"
              + " callsMessage.")
  @APIResponse(responseCode = "204", description = "The call is rejected")
  @APIResponse(responseCode = "404", description = "session_not_found or call_not_found")
  @APIResponse(responseCode = "409", description = "not_connected")
  @APIResponse(responseCode = "422", description = "call_refused")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  @APIResponse(
      responseCode = "501",
      description = "calls_unsupported: the engine has no calls, and what it can do")
  @APIResponse(responseCode = "503", description = "whatsapp_silent: it may have been rejected")
  public void reject(@PathParam("id") String id, @PathParam("call") String call) {
    rejectCall.reject(
        caller.actor(), new SessionId(Ids.parse(id, SESSION_NOT_FOUND)), new CallId(call));
  }
}
