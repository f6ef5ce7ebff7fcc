package io.crier.rest.v1.subscriptions;

import static io.crier.domain.subscriptions.SubscriptionProblem.SUBSCRIPTION_NOT_FOUND;

import io.crier.application.subscriptions.CreateSubscription;
import io.crier.application.subscriptions.DeleteSubscription;
import io.crier.application.subscriptions.FindSubscriptions;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
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

/** Subscriptions of phones to authors on X. */
@Path("/v1/subscriptions")
@Tag(name = "Subscriptions", description = "Subscriptions of phones to authors on X")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SubscriptionsResource {

  private static final String LIST = "subscriptions";

  @Inject CreateSubscription createSubscription;
  @Inject FindSubscriptions findSubscriptions;
  @Inject DeleteSubscription deleteSubscription;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @POST
  @Idempotent
  @Creates("/v1/subscriptions/{id}")
  @Operation(
      operationId = "createSubscription",
      summary = "Subscribe a phone to an author's posts",
      description =
          "Covers posts from now on, not earlier ones. The username is looked up on X, unless it"
              + " was looked up recently.")
  @APIResponseSchema(
      value = SubscriptionView.class,
      responseCode = "201",
      responseDescription = "The subscription")
  @APIResponse(
      responseCode = "400",
      description = "invalid_x_username, invalid_phone_number or invalid_keywords")
  @APIResponse(responseCode = "404", description = "phone_not_found or x_account_not_found")
  @APIResponse(
      responseCode = "409",
      description = "phone_not_verified, already_subscribed or subscription_limit_reached")
  @APIResponse(responseCode = "503", description = "x_unavailable or x_not_configured")
  public Response create(NewSubscription request) {
    var created =
        SubscriptionView.of(createSubscription.create(caller.actor(), request.toUseCase()));
    return Response.status(Response.Status.CREATED).entity(created).build();
  }

  @GET
  @Operation(operationId = "listSubscriptions", summary = "List the subscriptions, newest first")
  public Page<SubscriptionView> list(@BeanParam PageQuery query) {
    return Page.of(
        cursors,
        LIST,
        findSubscriptions.list(
            caller.actor(), query.after(cursors, LIST, SubscriptionsResource::id), query.limit()),
        followed -> followed.subscription().id().value().toString(),
        SubscriptionView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getSubscription", summary = "Show a subscription")
  @APIResponseSchema(value = SubscriptionView.class, responseDescription = "The subscription")
  @APIResponse(responseCode = "404", description = "subscription_not_found")
  public SubscriptionView show(@PathParam("id") String id) {
    return SubscriptionView.of(findSubscriptions.find(caller.actor(), id(id)));
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "deleteSubscription", summary = "Delete a subscription")
  @APIResponse(responseCode = "204", description = "The subscription is deleted")
  @APIResponse(responseCode = "404", description = "subscription_not_found")
  public void delete(@PathParam("id") String id) {
    deleteSubscription.delete(caller.actor(), id(id));
  }

  private static SubscriptionId id(String text) {
    return new SubscriptionId(Ids.parse(text, SUBSCRIPTION_NOT_FOUND));
  }
}
