package io.crier.rest.v1.accounts;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.application.accounts.ShowAccount;
import io.crier.application.phones.MarkAlertSenders;
import io.crier.domain.Refused;
import io.crier.domain.protection.ProtectionPolicy;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Query;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's own account. */
@Path("/v1/account")
@Tag(name = "Account")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccountResource {

  private static final int MOST_DAYS = 365;

  @Inject ShowAccount showAccount;
  @Inject MarkAlertSenders markAlertSenders;
  @Inject ProtectionPolicy protectionPolicy;
  @Inject InstantSource clock;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "getAccount",
      summary = "Show the account, its plan, limits, usage, credits and alert sender")
  @APIResponseSchema(value = ProfileView.class, responseDescription = "The caller's account")
  public ProfileView show() {
    var shown = showAccount.own(caller.actor());
    return ProfileView.of(
        shown,
        markAlertSenders.own(caller.actor()),
        BlocksView.of(shown.conduct(), protectionPolicy, clock.instant()));
  }

  @GET
  @Path("/usage")
  @Operation(
      operationId = "getAccountUsage",
      summary = "Show what the account has sent, by day or by month",
      description = "Both days are included, and are UTC; at most 366 days.")
  @APIResponseSchema(value = UsageView.class, responseDescription = "The sends of each period")
  @APIResponse(responseCode = "400", description = "invalid_request")
  public UsageView usage(
      @Parameter(
              description = "the first day; 29 days before the last one if it is absent",
              schema = @Schema(type = SchemaType.STRING, format = "date"),
              example = "2026-11-01")
          @QueryParam("from")
          String from,
      @Parameter(
              description = "the last day; today if it is absent",
              schema = @Schema(type = SchemaType.STRING, format = "date"),
              example = "2026-11-30")
          @QueryParam("to")
          String to,
      @Parameter(
              description = "how long each period is",
              schema = @Schema(implementation = UsageView.Granularity.class, defaultValue = "day"))
          @QueryParam("granularity")
          String granularity) {
    var last = Query.day("to", to).orElseGet(showAccount::today);
    var first = Query.day("from", from).orElseGet(() -> last.minusDays(29));
    if (first.isAfter(last) || first.plusDays(MOST_DAYS).isBefore(last)) {
      throw new Refused(INVALID_REQUEST, "from: expected a day before to, at most 366 days");
    }
    var days = showAccount.history(caller.actor(), first, last);
    return Query.oneOf(UsageView.Granularity.class, "granularity", granularity)
            .filter(UsageView.Granularity.MONTH::equals)
            .isPresent()
        ? UsageView.byMonth(days)
        : UsageView.byDay(days);
  }
}
