package io.crier.rest.v1.accounts;

import io.crier.application.accounts.ShowAccount;
import io.crier.application.phones.MarkAlertSenders;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller's own account. */
@Path("/v1/account")
@Tag(name = "Account")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class AccountResource {

  @Inject ShowAccount showAccount;
  @Inject MarkAlertSenders markAlertSenders;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "getAccount",
      summary = "Show the account, its plan, limits, usage, credits and alert sender")
  @APIResponseSchema(value = ProfileView.class, responseDescription = "The caller's account")
  public ProfileView show() {
    return ProfileView.of(showAccount.own(caller.actor()), markAlertSenders.own(caller.actor()));
  }
}
