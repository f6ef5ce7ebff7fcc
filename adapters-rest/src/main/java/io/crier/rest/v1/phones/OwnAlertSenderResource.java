package io.crier.rest.v1.phones;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.phones.MarkAlertSenders;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The account's own alert sender. */
@Path("/v1/account/alert-sender")
@Tag(name = "Account")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OwnAlertSenderResource {

  @Inject MarkAlertSenders markAlertSenders;
  @Inject Caller caller;

  @PUT
  @Operation(
      operationId = "chooseAlertSender",
      summary = "Send codes and alerts from a session of your own",
      description = "It replaces the operator's alert senders. While it cannot send, alerts wait.")
  @APIResponseSchema(value = AlertSenderView.class, responseDescription = "The sender")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public AlertSenderView choose(ChosenSession request) {
    var session = new SessionId(Ids.parse(request.sessionId(), SESSION_NOT_FOUND));
    return AlertSenderView.of(markAlertSenders.choose(caller.actor(), session));
  }

  @DELETE
  @Operation(
      operationId = "clearAlertSender",
      summary = "Send codes and alerts from the operator's alert senders again")
  @APIResponse(responseCode = "204", description = "The operator's alert senders are used again")
  public void unchoose() {
    markAlertSenders.unchoose(caller.actor());
  }
}
