package io.crier.rest.v1.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.messages.FindMessages;
import io.crier.application.sessions.ControlSession;
import io.crier.application.sessions.Engines;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sessions of all accounts, for operators. */
@Path("/v1/operator/sessions")
@Tag(name = "Operator")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OperatorSessionsResource {

  @Inject ControlSession controlSession;
  @Inject FindMessages findMessages;
  @Inject Engines engines;
  @Inject Caller caller;

  @POST
  @Path("/{id}/disable")
  @Operation(
      operationId = "disableSession",
      summary = "Disable a session of any account: it neither connects nor sends")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public SessionView disable(@PathParam("id") String id) {
    return setDisabled(id, true);
  }

  @POST
  @Path("/{id}/enable")
  @Operation(operationId = "enableSession", summary = "Enable a disabled session")
  @APIResponseSchema(value = SessionView.class, responseDescription = "The session")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public SessionView enable(@PathParam("id") String id) {
    return setDisabled(id, false);
  }

  private SessionView setDisabled(String id, boolean disabled) {
    var session =
        controlSession.disable(
            caller.actor(), new SessionId(Ids.parse(id, SESSION_NOT_FOUND)), disabled);
    return SessionView.of(
        session, engines.shown(session), findMessages.health(List.of(session)).get(session.id()));
  }
}
