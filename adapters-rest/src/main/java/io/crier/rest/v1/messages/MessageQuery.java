package io.crier.rest.v1.messages;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.messages.Messages;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Ids;
import io.crier.rest.door.Query;
import jakarta.ws.rs.QueryParam;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filter parameters of the message list. */
public class MessageQuery {

  @Parameter(description = "only messages of this session")
  @QueryParam("sessionId")
  String sessionId;

  @Parameter(schema = @Schema(implementation = MessageStatus.class))
  @QueryParam("status")
  String status;

  @Parameter(schema = @Schema(implementation = Direction.class))
  @QueryParam("direction")
  String direction;

  @Parameter(
      description =
          "only messages to or from this recipient, in any form accepted by to of a message",
      example = "+966501234567")
  @QueryParam("peer")
  String peer;

  @Parameter(
      description = "only messages created at or after this time",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @QueryParam("from")
  String from;

  @Parameter(
      description = "only messages created before this time",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @QueryParam("to")
  String to;

  Messages.Filter toFilter() {
    return new Messages.Filter(
        sessionId == null
            ? Set.of()
            : Set.of(new SessionId(Ids.parse(sessionId, SESSION_NOT_FOUND))),
        Query.oneOf(MessageStatus.class, "status", status).map(Set::of).orElse(Set.of()),
        Query.oneOf(Direction.class, "direction", direction),
        Query.number(peer).map(Recipient::parseAny).map(Set::of).orElseGet(Set::of),
        Query.time("from", from),
        Query.time("to", to));
  }
}
