package io.crier.rest.v1.notifications;

import static io.crier.domain.RequestProblem.INVALID_CURSOR;

import io.crier.application.notifications.ListNotifications;
import io.crier.domain.notifications.NotificationId;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Alerts about posts on X. */
@Path("/v1/notifications")
@Tag(name = "Notifications", description = "Alerts about posts on X and their delivery status")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class NotificationsResource {

  private static final String LIST = "notifications";

  @Inject ListNotifications listNotifications;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @GET
  @Operation(operationId = "listNotifications", summary = "List the notifications, newest first")
  public Page<NotificationView> list(
      @BeanParam NotificationQuery filter, @BeanParam PageQuery query) {
    return Page.of(
        cursors,
        LIST,
        listNotifications.list(
            caller.actor(),
            filter.toFilter(),
            query.after(cursors, LIST, NotificationsResource::id),
            query.limit()),
        notification -> notification.id().value().toString(),
        NotificationView::of);
  }

  private static NotificationId id(String text) {
    return new NotificationId(Ids.parse(text, INVALID_CURSOR));
  }
}
