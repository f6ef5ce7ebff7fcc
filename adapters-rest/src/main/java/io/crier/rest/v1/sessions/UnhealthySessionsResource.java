package io.crier.rest.v1.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.sessions.ShowUnhealthySessions;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sessions of all accounts that need attention, for operators. */
@Path("/v1/operator/unhealthy-sessions")
@Tag(name = "Operator")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class UnhealthySessionsResource {

  private static final String LIST = "unhealthy-sessions";

  @Inject ShowUnhealthySessions showUnhealthySessions;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @GET
  @Operation(
      operationId = "listUnhealthySessions",
      summary = "List the sessions of all accounts that are not healthy, newest first",
      description =
          "Those that should be connected, but have lost their connection or wait for a person to"
              + " act; each with what to do.")
  public Page<UnhealthyView> list(@BeanParam PageQuery query) {
    var after =
        query.after(cursors, LIST, place -> new SessionId(Ids.parse(place, SESSION_NOT_FOUND)));
    return Page.of(
        cursors,
        LIST,
        showUnhealthySessions.list(caller.actor(), after, query.limit()),
        it -> it.session().id().value().toString(),
        UnhealthyView::of);
  }

  /** A session that is not healthy. */
  @Schema(name = "UnhealthySession", description = "A session that is not healthy")
  public record UnhealthyView(
      @Schema(required = true) UUID id,
      @Schema(required = true, examples = "support") String name,
      @Schema(required = true) UUID accountId,
      @Schema(
              required = true,
              description = "the name of the account that owns it",
              examples = "Blue Door Clinic")
          String accountName,
      @Schema(required = true, examples = "web") String engine,
      @Schema(required = true) SessionStatus status,
      @Schema(description = "the number, once linked", examples = "+966501234567")
          Optional<String> number,
      @Schema(description = "why it is not connected", examples = "not_connected")
          Optional<String> lastError,
      @Schema(
              required = true,
              description = "what to do about it, for people",
              examples = "Its account links it again.")
          String advice) {

    static UnhealthyView of(ShowUnhealthySessions.Unhealthy unhealthy) {
      var session = unhealthy.session();
      return new UnhealthyView(
          session.id().value(),
          session.name(),
          unhealthy.account().id().value(),
          unhealthy.account().name(),
          session.engine().name().value(),
          session.status(),
          session.number().map(PhoneNumber::value),
          session.lastError(),
          advice(session.status()));
    }

    private static String advice(SessionStatus status) {
      return switch (status) {
        case UNLINKED -> "Its account links it again.";
        case BANNED ->
            "WhatsApp has banned its number. Its account asks WhatsApp for a review, or links another"
                + " number.";
        case OUTDATED ->
            "WhatsApp requires a newer client. It connects once there is one; update Crier if that"
                + " takes long.";
        case REPLACED ->
            "Another connection has taken its place. Its account ends that one, then starts the"
                + " session.";
        default ->
            "It reconnects by itself. If that takes long, look into lastError and the log, and check"
                + " that WhatsApp or the gateway can be reached.";
      };
    }
  }
}
