package io.crier.rest.v1.notifications;

import io.crier.application.notifications.ListNotifications;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.xaccounts.XUsername;
import io.crier.rest.door.Query;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The filter parameters of the notification list. */
public class NotificationQuery {

  @Parameter(description = "only notifications to this phone", example = "+966501234567")
  @QueryParam("phoneNumber")
  String phoneNumber;

  @Parameter(
      description = "only notifications about this author, by current username",
      example = "NASA")
  @QueryParam("xUsername")
  String xUsername;

  @Parameter(
      description = "only notifications created at or after this time",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @QueryParam("from")
  String from;

  @Parameter(
      description = "only notifications created before this time",
      schema = @Schema(type = SchemaType.STRING, format = "date-time"))
  @QueryParam("to")
  String to;

  ListNotifications.Query toFilter() {
    return new ListNotifications.Query(
        Query.number(phoneNumber).map(PhoneNumber::parse),
        Optional.ofNullable(xUsername).map(XUsername::parse),
        Query.time("from", from),
        Query.time("to", to));
  }
}
