package io.crier.rest.v1.messages;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.messages.ShowQueue;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.media.MediaLinks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The queue of a session, in the order of sending. */
@Path("/v1/sessions/{id}/queue")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class QueueResource {

  private static final int MOST = 100;

  @Inject ShowQueue showQueue;
  @Inject MediaLinks links;
  @Inject Caller caller;

  /** What a session sends next. */
  @Schema(name = "MessageQueue", description = "What a session sends next")
  public record QueueView(
      @Schema(
              required = true,
              description =
                  "at most 100, in the order of sending; what is being sent comes first, without a"
                      + " position")
          List<MessageView> items) {}

  @GET
  @Operation(
      operationId = "getQueue",
      summary = "Show what a session sends next, with positions and estimated times",
      description =
          "A position counts everything that waits, also codes and alerts, which are not shown.")
  @APIResponseSchema(value = QueueView.class, responseDescription = "The beginning of the queue")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public QueueView show(@PathParam("id") String id) {
    var session = new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
    return new QueueView(
        showQueue.next(caller.actor(), session, MOST).stream()
            .map(found -> MessageView.of(found, links))
            .toList());
  }
}
