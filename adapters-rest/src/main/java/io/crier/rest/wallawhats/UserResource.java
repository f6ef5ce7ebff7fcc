package io.crier.rest.wallawhats;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.application.accounts.ShowAccount;
import io.crier.domain.accounts.Account;
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

/** The caller's account as a WallaWhats user. */
@Path("/wallawhats/user/profile")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class UserResource {

  @Inject ShowAccount showAccount;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "getWallaWhatsProfile",
      summary = "Show your profile",
      description = "It is that of the account which the API key belongs to.")
  public ProfileView profile() {
    return ProfileView.of(showAccount.own(caller.actor()).account());
  }

  /** The caller's account. */
  @JsonInclude
  @Schema(name = "WallaWhatsProfile", description = "Your profile")
  public record ProfileView(
      @Schema(required = true, description = "the id of the account") UUID userId,
      @Schema(
              required = true,
              nullable = true,
              description = "always null: accounts of Crier have no e-mail address")
          String email,
      @Schema(required = true, description = "the name of the account", examples = "Jane")
          String name,
      @Schema(required = true, description = "the plan of the account") PlanName plan,
      @Schema(
              required = true,
              description = "when the account was opened, in ms since the epoch",
              examples = "1745000000000")
          long createdAt) {

    static ProfileView of(Account account) {
      return new ProfileView(
          account.id().value(),
          null,
          account.name(),
          account.plan(),
          account.createdAt().toEpochMilli());
    }
  }
}
