package io.crier.rest.v1.webhooks;

import static io.crier.domain.webhooks.WebhookProblem.DELIVERY_NOT_FOUND;
import static io.crier.domain.webhooks.WebhookProblem.WEBHOOK_NOT_FOUND;

import io.crier.application.webhooks.FollowDeliveries;
import io.crier.application.webhooks.RegisterWebhook;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.DeliveryId;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.door.Query;
import io.crier.rest.v1.Creates;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The account's webhook endpoints and their deliveries. */
@Path("/v1/webhooks")
@Tag(name = "Webhooks", description = "Endpoints that receive signed events, at least once each")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class WebhooksResource {

  private static final String LIST = "webhooks";

  @Inject RegisterWebhook registerWebhook;
  @Inject FollowDeliveries followDeliveries;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @POST
  @Idempotent
  @Creates("/v1/webhooks/{id}")
  @Operation(
      operationId = "registerWebhook",
      summary = "Register a webhook",
      description =
          "The webhook receives what this document describes under webhooks. The signing"
              + " secret is shown in this response only.")
  @APIResponseSchema(
      value = WebhookView.class,
      responseCode = "201",
      responseDescription = "The webhook and its secret")
  @APIResponse(
      responseCode = "400",
      description =
          "invalid_webhook_url, unknown_event_type, too_many_sessions or invalid_webhook_header")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "422", description = "webhook_url_blocked or webhook_limit_reached")
  public Response register(NewWebhook request) {
    var endpoint =
        registerWebhook.register(
            caller.actor(),
            WebhookChange.parseUrl(request.url()),
            request.filter(),
            request.headersOrNone(),
            Optional.ofNullable(request.format()).orElse(WebhookFormat.CRIER));
    return Response.status(Response.Status.CREATED)
        .entity(WebhookView.withSecret(endpoint))
        .build();
  }

  @GET
  @Operation(operationId = "listWebhooks", summary = "List the webhooks, newest first")
  public Page<WebhookView> list(@BeanParam PageQuery query) {
    return Page.of(
        cursors,
        LIST,
        registerWebhook.list(
            caller.actor(), query.after(cursors, LIST, WebhooksResource::webhook), query.limit()),
        endpoint -> endpoint.id().value().toString(),
        WebhookView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getWebhook", summary = "Show a webhook")
  @APIResponseSchema(value = WebhookView.class, responseDescription = "The webhook")
  @APIResponse(responseCode = "404", description = "webhook_not_found")
  public WebhookView show(@PathParam("id") String id) {
    return WebhookView.of(registerWebhook.find(caller.actor(), webhook(id)));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      operationId = "changeWebhook",
      summary = "Change the URL, the filters or the headers of a webhook")
  @APIResponseSchema(value = WebhookView.class, responseDescription = "The changed webhook")
  @APIResponse(
      responseCode = "400",
      description =
          "invalid_webhook_url, unknown_event_type, too_many_sessions or invalid_webhook_header")
  @APIResponse(responseCode = "404", description = "webhook_not_found or session_not_found")
  @APIResponse(responseCode = "422", description = "webhook_url_blocked")
  public WebhookView change(@PathParam("id") String id, WebhookChange change) {
    return WebhookView.of(registerWebhook.change(caller.actor(), webhook(id), change.toUseCase()));
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteWebhook", summary = "Delete a webhook and its delivery log")
  @APIResponse(responseCode = "204", description = "The webhook is deleted")
  @APIResponse(responseCode = "404", description = "webhook_not_found")
  public void remove(@PathParam("id") String id) {
    registerWebhook.remove(caller.actor(), webhook(id));
  }

  @POST
  @Path("/{id}/test")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "testWebhook",
      summary = "Send a test event to a webhook",
      description =
          "The event has type webhook.test, is attempted once and does not count as a failure."
              + " The deliveries show the result.")
  @APIResponse(responseCode = "202", description = "The test event is queued")
  @APIResponse(responseCode = "404", description = "webhook_not_found")
  @APIResponse(responseCode = "409", description = "webhook_disabled")
  public Response test(@PathParam("id") String id) {
    followDeliveries.test(caller.actor(), webhook(id));
    return Response.accepted().build();
  }

  @POST
  @Path("/{id}/rotate-secret")
  @Idempotent
  @Consumes(MediaType.WILDCARD)
  @Parameter(ref = "#/components/parameters/IdempotencyKey")
  @Operation(
      operationId = "rotateWebhookSecret",
      summary = "Rotate the secret of a webhook",
      description =
          "The new secret is shown in this response only. For 24 hours both secrets are used to"
              + " sign, so a receiver that knows either can verify every delivery.")
  @APIResponseSchema(
      value = WebhookView.class,
      responseDescription = "The webhook and its new secret")
  @APIResponse(responseCode = "404", description = "webhook_not_found")
  public WebhookView rotateSecret(@PathParam("id") String id) {
    return WebhookView.withSecret(registerWebhook.rotateSecret(caller.actor(), webhook(id)));
  }

  @POST
  @Path("/{id}/enable")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "enableWebhook",
      summary = "Enable a disabled webhook",
      description = "Events it missed are delivered only on request: see replay.")
  @APIResponseSchema(value = WebhookView.class, responseDescription = "The webhook")
  @APIResponse(responseCode = "404", description = "webhook_not_found")
  public WebhookView enable(@PathParam("id") String id) {
    return WebhookView.of(registerWebhook.enable(caller.actor(), webhook(id)));
  }

  @GET
  @Path("/{id}/deliveries")
  @Operation(
      operationId = "listDeliveries",
      summary = "List the deliveries to a webhook with all attempts, newest first")
  @APIResponse(responseCode = "200", description = "The deliveries")
  @APIResponse(responseCode = "404", description = "webhook_not_found")
  public Page<DeliveryView> deliveries(
      @PathParam("id") String id,
      @Parameter(
              description = "only deliveries in this state",
              schema = @Schema(implementation = Delivery.State.class))
          @QueryParam("state")
          String state,
      @BeanParam PageQuery query) {
    var webhook = webhook(id);
    var list = LIST + "/" + webhook.value() + "/deliveries";
    return Page.of(
        cursors,
        list,
        followDeliveries.list(
            caller.actor(),
            webhook,
            Query.oneOf(Delivery.State.class, "state", state),
            query.after(cursors, list, WebhooksResource::delivery),
            query.limit()),
        logged -> logged.delivery().id().value().toString(),
        DeliveryView::of);
  }

  @POST
  @Path("/{id}/replay")
  @Operation(
      operationId = "replayDeliveries",
      summary = "Deliver all events since a given time again",
      description =
          "Includes events that were received, that failed, and that were missed while the webhook"
              + " was disabled. Each keeps its id.")
  @APIResponseSchema(
      value = ReplayedView.class,
      responseCode = "202",
      responseDescription = "The number of deliveries queued")
  @APIResponse(responseCode = "404", description = "webhook_not_found")
  @APIResponse(responseCode = "409", description = "webhook_disabled")
  public Response replay(@PathParam("id") String id, ReplayRequest replay) {
    var count = followDeliveries.replay(caller.actor(), webhook(id), replay.since());
    return Response.accepted(new ReplayedView(count)).build();
  }

  @POST
  @Path("/{id}/deliveries/{delivery}/replay")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "replayDelivery", summary = "Deliver one event again")
  @APIResponseSchema(
      value = DeliveryView.class,
      responseCode = "202",
      responseDescription = "The delivery, pending again")
  @APIResponse(responseCode = "404", description = "webhook_not_found or delivery_not_found")
  @APIResponse(responseCode = "409", description = "webhook_disabled")
  public Response replayDelivery(
      @PathParam("id") String id, @PathParam("delivery") String delivery) {
    var replayed = followDeliveries.replay(caller.actor(), webhook(id), delivery(delivery));
    return Response.accepted(DeliveryView.of(replayed)).build();
  }

  private static WebhookId webhook(String id) {
    return new WebhookId(Ids.parse(id, WEBHOOK_NOT_FOUND));
  }

  private static DeliveryId delivery(String id) {
    return new DeliveryId(Ids.parse(id, DELIVERY_NOT_FOUND));
  }

  /** A request to deliver events again. */
  @Schema(name = "ReplayDeliveries")
  public record ReplayRequest(
      @Schema(required = true, examples = "2026-01-31T09:30:00Z") Instant since) {}

  /** The number of deliveries queued by a replay. */
  @Schema(name = "ReplayedDeliveries")
  public record ReplayedView(@Schema(required = true, examples = "17") int deliveries) {}
}
