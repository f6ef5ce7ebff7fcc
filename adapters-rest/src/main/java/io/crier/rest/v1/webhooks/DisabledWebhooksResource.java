package io.crier.rest.v1.webhooks;

import static io.crier.domain.webhooks.WebhookProblem.WEBHOOK_NOT_FOUND;

import io.crier.application.webhooks.ShowDisabledWebhooks;
import io.crier.domain.webhooks.WebhookId;
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
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The disabled webhooks of all accounts, for operators. */
@Path("/v1/operator/disabled-webhooks")
@Tag(name = "Operator")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class DisabledWebhooksResource {

  private static final String LIST = "disabled-webhooks";

  @Inject ShowDisabledWebhooks showDisabledWebhooks;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @GET
  @Operation(
      operationId = "listDisabledWebhooks",
      summary = "List the disabled webhooks of all accounts, newest first",
      description = "Events that happen meanwhile are not delivered to them; each with what to do.")
  public Page<DisabledView> list(@BeanParam PageQuery query) {
    var after =
        query.after(cursors, LIST, place -> new WebhookId(Ids.parse(place, WEBHOOK_NOT_FOUND)));
    return Page.of(
        cursors,
        LIST,
        showDisabledWebhooks.list(caller.actor(), after, query.limit()),
        it -> it.endpoint().id().value().toString(),
        DisabledView::of);
  }

  /** A disabled webhook; its URL may contain secrets, so only the host is shown. */
  @Schema(name = "DisabledWebhook", description = "A disabled webhook")
  public record DisabledView(
      @Schema(required = true) UUID id,
      @Schema(required = true) UUID accountId,
      @Schema(
              required = true,
              description = "the name of the account that owns it",
              examples = "Blue Door Clinic")
          String accountName,
      @Schema(required = true, description = "the host of its URL", examples = "shop.example")
          String host,
      @Schema(
              required = true,
              description = "why it is disabled",
              examples = "the receiver answered 410 Gone")
          String disabled,
      @Schema(description = "when its deliveries began to fail") Optional<Instant> failingSince,
      @Schema(
              required = true,
              description = "what to do about it, for people",
              examples = "Its account repairs the receiver, enables the webhook and replays.")
          String advice) {

    private static final String ADVICE =
        "Its account repairs the receiver or changes the URL, enables the webhook, and replays what"
            + " was missed since failingSince; or deletes it.";

    static DisabledView of(ShowDisabledWebhooks.Disabled disabled) {
      var endpoint = disabled.endpoint();
      return new DisabledView(
          endpoint.id().value(),
          disabled.account().id().value(),
          disabled.account().name(),
          endpoint.url().getHost(),
          endpoint.disabled().orElseThrow(),
          endpoint.health().failingSince(),
          ADVICE);
    }
  }
}
