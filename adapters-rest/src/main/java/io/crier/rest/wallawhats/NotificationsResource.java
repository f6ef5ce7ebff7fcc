package io.crier.rest.wallawhats;

import static io.crier.domain.RequestProblem.INVALID_CURSOR;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.application.notifications.ListNotifications;
import io.crier.domain.Refused;
import io.crier.domain.notifications.NotificationId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Alerts and their delivery. */
@Path("/wallawhats/notifications")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class NotificationsResource {

  private static final String LIST = "wallawhats notifications";
  private static final int PAGE = 50;

  @Inject ListNotifications listNotifications;
  @Inject Cursors cursors;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listWallaWhatsNotifications",
      summary = "List notifications, newest first",
      description = "A page has 50 of them.")
  public NotificationPage list(
      @Parameter(
              description = "only those created at or after this time, in ms since the epoch",
              schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
          @QueryParam("from")
          String from,
      @Parameter(
              description = "only those created at or before this time, in ms since the epoch",
              schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
          @QueryParam("to")
          String to,
      @Parameter(description = "the lastKey of the previous page") @QueryParam("lastKey")
          String lastKey) {
    var query =
        new ListNotifications.Query(
            Optional.empty(),
            Optional.empty(),
            Fields.time("from", from),
            Fields.time("to", to).map(last -> last.plusMillis(1)));
    var after = Optional.ofNullable(lastKey).map(this::position);
    var slice = listNotifications.list(caller.actor(), query, after, PAGE);
    return new NotificationPage(
        slice.items().stream().map(NotificationView::of).toList(),
        slice.more() ? cursors.write(LIST, slice.items().getLast().id().value().toString()) : null);
  }

  private NotificationId position(String lastKey) {
    try {
      return new NotificationId(UUID.fromString(cursors.read(LIST, lastKey)));
    } catch (IllegalArgumentException notAnId) {
      throw new Refused(INVALID_CURSOR);
    }
  }

  /** A page of notifications. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "WallaWhatsNotifications", description = "A page of notifications")
  public record NotificationPage(
      @Schema(required = true, description = "the notifications, newest first")
          List<NotificationView> notifications,
      @Schema(description = "the cursor of the next page; absent on the last one")
          String lastKey) {}
}
