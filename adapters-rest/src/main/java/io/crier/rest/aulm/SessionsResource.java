package io.crier.rest.aulm;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.door.RequestLog;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The sessions of the account; they are created and linked elsewhere. */
@Path("/aulm/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SessionsResource {

  @Inject FindSessions findSessions;
  @Inject Caller caller;

  @Context HttpServletRequest servletRequest;

  @GET
  @Path("/{id}/status")
  @Operation(
      operationId = "getAulmSessionStatus",
      summary = "Show whether a session is connected",
      description = "Sessions are created and linked elsewhere.")
  public StatusView status(
      @Parameter(
              description = "the id of the session",
              example = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
          @PathParam("id")
          String id) {
    var session =
        findSessions.find(caller.actor(), new SessionId(Ids.parse(id, SESSION_NOT_FOUND)));
    return StatusView.of(session, RequestLog.idOf(servletRequest));
  }

  /** The response to a request for the status of a session. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "AulmStatus", description = "The status of a session")
  public record StatusView(
      @Schema(required = true, description = "the session") Data data,
      @Schema(required = true, description = "as in the header x-request-id") UUID requestId) {

    /** The session. */
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(name = "AulmSession", description = "A session")
    public record Data(
        @Schema(required = true, description = "its id") UUID sessionId,
        @Schema(
                required = true,
                enumeration = {"connected", "disconnected", "awaiting_scan"},
                description = "whether it can send messages",
                examples = "connected")
            String status) {}

    static StatusView of(Session session, String requestId) {
      var data = new Data(session.id().value(), word(session.status()));
      return new StatusView(data, UUID.fromString(requestId));
    }

    private static String word(SessionStatus status) {
      return switch (status) {
        case CONNECTED -> "connected";
        case AWAITING_SCAN -> "awaiting_scan";
        default -> "disconnected";
      };
    }
  }
}
