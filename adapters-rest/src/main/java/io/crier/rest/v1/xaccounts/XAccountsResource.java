package io.crier.rest.v1.xaccounts;

import io.crier.application.xaccounts.ShowXAccounts;
import io.crier.rest.door.Caller;
import io.crier.rest.v1.Page;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The authors on X to which the account is subscribed. */
@Path("/v1/x-accounts")
@Tag(
    name = "X accounts",
    description = "The authors you are subscribed to, and whether their posts can be seen")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class XAccountsResource {

  @Inject ShowXAccounts showXAccounts;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listXAccounts",
      summary = "List the X accounts you are subscribed to",
      description =
          "Sorted by username, all on one page. lastCheckedAt is the time up to which no post was"
              + " missed. A stale account is one whose posts cannot be seen at the moment, because"
              + " of X, the source or the budget.")
  public Page<XAccountView> list() {
    return new Page<>(
        showXAccounts.show(caller.actor()).stream().map(XAccountView::of).toList(), null);
  }
}
