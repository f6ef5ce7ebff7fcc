package io.crier.rest.v1.phones;

import static io.crier.domain.phones.PhoneProblem.ALERT_SENDER_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.phones.MarkAlertSenders;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Creates;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.Page;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sessions that send codes and alerts to the phones of all accounts. */
@Path("/v1/operator/alert-senders")
@Tag(name = "Operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OperatorAlertSendersResource {

  @Inject MarkAlertSenders markAlertSenders;
  @Inject Caller caller;

  @POST
  @Idempotent
  @Creates("/v1/operator/alert-senders/{sessionId}")
  @Operation(
      operationId = "addAlertSender",
      summary = "Add an alert sender: a session that sends codes and alerts",
      description =
          "Several senders share the load; each recipient keeps its sender. Adding a session again"
              + " has no effect.")
  @APIResponseSchema(
      value = AlertSenderView.class,
      responseCode = "201",
      responseDescription = "The sender")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public Response mark(ChosenSession request) {
    var session =
        markAlertSenders.mark(
            caller.actor(), new SessionId(Ids.parse(request.sessionId(), SESSION_NOT_FOUND)));
    return Response.status(Response.Status.CREATED).entity(AlertSenderView.of(session)).build();
  }

  @GET
  @Operation(operationId = "listAlertSenders", summary = "List the alert senders")
  public Page<AlertSenderView> list() {
    return new Page<>(
        markAlertSenders.list(caller.actor()).stream().map(AlertSenderView::of).toList(), null);
  }

  @GET
  @Path("/{sessionId}")
  @Operation(operationId = "getAlertSender", summary = "Show an alert sender")
  @APIResponseSchema(value = AlertSenderView.class, responseDescription = "The sender")
  @APIResponse(responseCode = "404", description = "alert_sender_not_found")
  public AlertSenderView show(@PathParam("sessionId") String id) {
    return AlertSenderView.of(markAlertSenders.find(caller.actor(), sender(id)));
  }

  @DELETE
  @Path("/{sessionId}")
  @Operation(
      operationId = "removeAlertSender",
      summary = "Remove an alert sender",
      description =
          "Its recipients get another sender; it still sends what is already in its queue.")
  @APIResponse(responseCode = "204", description = "The session is no longer an alert sender")
  @APIResponse(responseCode = "404", description = "alert_sender_not_found")
  public void unmark(@PathParam("sessionId") String id) {
    markAlertSenders.unmark(caller.actor(), sender(id));
  }

  private static SessionId sender(String id) {
    return new SessionId(Ids.parse(id, ALERT_SENDER_NOT_FOUND));
  }
}
