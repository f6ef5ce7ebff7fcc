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

/** The authors on X that the account is subscribed to. */
@Path("/v1/x-accounts")
@Tag(name = "X accounts", description = "Whom you are subscribed to, and how well they are watched")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class XAccountsResource {

  @Inject ShowXAccounts showXAccounts;
  @Inject Caller caller;

  @GET
  @Operation(
      summary = "List the accounts on X that you are subscribed to",
      description =
          "By name. lastCheckedAt says up to when it is known that no post was missed; a stale"
              + " account is one of which nobody can tell at present, for X, the source or the"
              + " budget does not allow it. A plan allows few subscriptions: they are always on"
              + " one page.")
  public Page<XAccountView> list() {
    return new Page<>(
        showXAccounts.show(caller.actor()).stream().map(XAccountView::of).toList(), null);
  }
}
