package io.crier.rest.wallawhats;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.phones.PhoneProblem.PHONE_NOT_FOUND;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.application.subscriptions.CreateSubscription;
import io.crier.application.subscriptions.CreateSubscription.SubscriptionRequest;
import io.crier.application.subscriptions.DeleteSubscription;
import io.crier.application.subscriptions.FindSubscriptions;
import io.crier.application.subscriptions.SubscriptionWithAuthor;
import io.crier.domain.Refused;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.XUsername;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Subscriptions of phones to X accounts. */
@Path("/wallawhats/subscriptions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SubscriptionsResource {

  @Inject CreateSubscription createSubscription;
  @Inject FindSubscriptions findSubscriptions;
  @Inject DeleteSubscription deleteSubscription;
  @Inject Caller caller;

  @POST
  @Operation(
      operationId = "createWallaWhatsSubscription",
      summary = "Create a subscription",
      description = "The phone receives an alert whenever the X account posts.")
  public SubscriptionView create(NewSubscription request) {
    try {
      return SubscriptionView.of(createSubscription.create(caller.actor(), request.toUseCase()));
    } catch (Refused refused) {
      // Here the phone is a parameter, elsewhere it is what is addressed: 400, not 404.
      throw refused.problem() == PHONE_NOT_FOUND
          ? new Refused(INVALID_REQUEST, "phone not found")
          : refused;
    }
  }

  @GET
  @Operation(
      operationId = "listWallaWhatsSubscriptions",
      summary = "List your subscriptions",
      description = "All of them, newest first.")
  public SubscriptionList list() {
    var subscriptions =
        findSubscriptions.listAll(caller.actor()).stream().map(SubscriptionView::of).toList();
    return new SubscriptionList(subscriptions, subscriptions.size());
  }

  @DELETE
  @Path("/{xUsername}")
  @Operation(
      operationId = "deleteWallaWhatsSubscription",
      summary = "Delete a subscription",
      description = "The username may be in any case, with or without @.")
  public Done delete(
      @Parameter(description = "in any case", example = "elonmusk") @PathParam("xUsername")
          String xUsername) {
    deleteSubscription.deleteAll(caller.actor(), XUsername.parse(xUsername));
    return Done.SUCCESS;
  }

  /** A request to subscribe. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WallaWhatsNewSubscription", description = "What to subscribe to")
  public record NewSubscription(
      @Schema(
              required = true,
              description = "1 to 15 letters, digits and underscores; a leading @ is removed",
              examples = "elonmusk")
          String xUsername,
      @Schema(
              required = true,
              description = "one of your verified phones",
              examples = "+34612345678")
          String phoneNumber) {

    SubscriptionRequest toUseCase() {
      return new SubscriptionRequest(
          XUsername.parse(Fields.required("xUsername", xUsername)),
          new PhoneNumber(Fields.required("phoneNumber", phoneNumber)),
          PostFilter.DEFAULT,
          TextMode.EXCERPT,
          true);
    }
  }

  /** All subscriptions of the account. */
  @Schema(name = "WallaWhatsSubscriptions", description = "Your subscriptions")
  public record SubscriptionList(
      @Schema(required = true, description = "the subscriptions, newest first")
          List<SubscriptionView> subscriptions,
      @Schema(required = true, description = "how many there are", examples = "1") int count) {}

  /** A subscription as WallaWhats shows it. */
  @JsonInclude
  @Schema(name = "WallaWhatsSubscription", description = "A subscription to an X account")
  public record SubscriptionView(
      @Schema(required = true, description = "the current username", examples = "elonmusk")
          String xUsername,
      @Schema(
              required = true,
              description = "the id on X, which never changes",
              examples = "44196397")
          String xUserId,
      @Schema(
              required = true,
              nullable = true,
              description = "the name on X",
              examples = "Elon Musk")
          String xDisplayName,
      @Schema(
              required = true,
              nullable = true,
              description = "the URL of the picture on X",
              examples = "https://example.com/elonmusk.jpg")
          String xProfileImage,
      @Schema(required = true, description = "the phone that is alerted", examples = "+34612345678")
          String phoneNumber,
      @Schema(required = true, description = "false once the phone is deleted", examples = "true")
          boolean isActive,
      @Schema(
              required = true,
              description = "when it was created, in ms since the epoch",
              examples = "1745000000000")
          long createdAt) {

    static SubscriptionView of(SubscriptionWithAuthor found) {
      var subscription = found.subscription();
      var author = found.author();
      return new SubscriptionView(
          author.username().value(),
          Long.toString(author.id().value()),
          author.displayName().orElse(null),
          author.image().orElse(null),
          subscription.phone().value(),
          subscription.active(),
          subscription.createdAt().toEpochMilli());
    }
  }
}
