package io.crier.rest.v1.notifications;

import io.crier.application.notifications.ListNotifications;
import io.crier.domain.xaccounts.XUsername;
import io.crier.rest.v1.Numbers;
import io.crier.rest.v1.Query;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which notifications a list is to show. */
public class NotificationQuery {

  @Parameter(description = "only those to this phone", example = "+966501234567")
  @QueryParam("phoneNumber")
  String phoneNumber;

  @Parameter(description = "only those of this author, by the name of today", example = "NASA")
  @QueryParam("xUsername")
  String xUsername;

  @Parameter(
      description = "only those created at this time or later",
      schema = @Schema(format = "date-time"))
  @QueryParam("from")
  String from;

  @Parameter(
      description = "only those created before this time",
      schema = @Schema(format = "date-time"))
  @QueryParam("to")
  String to;

  ListNotifications.Wish toFilter() {
    return new ListNotifications.Wish(
        Optional.ofNullable(phoneNumber).map(Numbers::parse),
        Optional.ofNullable(xUsername).map(XUsername::parse),
        Query.time("from", from),
        Query.time("to", to));
  }
}
