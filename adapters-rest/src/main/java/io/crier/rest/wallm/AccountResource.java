package io.crier.rest.wallm;

import io.crier.application.accounts.ShowAccount;
import io.crier.application.accounts.ShowAccount.AccountDetails;
import io.crier.domain.accounts.PlanName;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The caller's own account. */
@Path("/wallm/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccountResource {

  @Inject ShowAccount showAccount;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "getWallmAccount",
      summary = "Show your plan, credits and usage",
      description = "Answered while the account is blocked, too.")
  public AccountView show() {
    return AccountView.of(showAccount.own(caller.actor()));
  }

  /** An account. */
  @Schema(name = "WallmAccount", description = "Your account")
  public record AccountView(
      @Schema(required = true, description = "the id of the account") UUID id,
      @Schema(required = true, description = "its name", examples = "Blue Door Clinic") String name,
      @Schema(required = true, description = "its plan") PlanName plan,
      @Schema(description = "the sends left; absent without a limit", examples = "1000")
          Long credits,
      @Schema(required = true, description = "the messages sent on this UTC day", examples = "12")
          long sendsToday,
      @Schema(required = true, description = "and in this month", examples = "345")
          long sendsThisMonth) {

    static AccountView of(AccountDetails shown) {
      var account = shown.account();
      return new AccountView(
          account.id().value(),
          account.name(),
          account.plan(),
          account.credits().orElse(null),
          shown.usage().sendsToday(),
          shown.usage().sendsThisMonth());
    }
  }
}
