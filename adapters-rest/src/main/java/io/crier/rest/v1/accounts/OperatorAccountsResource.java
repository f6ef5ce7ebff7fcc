package io.crier.rest.v1.accounts;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.accounts.AccountProblem.ACCOUNT_NOT_FOUND;

import io.crier.application.accounts.ShowAccount;
import io.crier.application.apikeys.ChangeAccount;
import io.crier.application.apikeys.OpenAccount;
import io.crier.application.phones.MarkAlertSenders;
import io.crier.application.protection.GuardAccount;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.protection.ProtectionPolicy;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Creates;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import io.crier.rest.v1.apikeys.IssuedKeyView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All accounts of the server, for operators. */
@Path("/v1/operator/accounts")
@Tag(name = "Operator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class OperatorAccountsResource {

  private static final String LIST = "accounts";

  @Inject OpenAccount openAccount;
  @Inject GuardAccount guardAccount;
  @Inject ShowAccount showAccount;
  @Inject MarkAlertSenders markAlertSenders;
  @Inject ChangeAccount changeAccount;
  @Inject ProtectionPolicy protectionPolicy;
  @Inject InstantSource clock;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @POST
  @Idempotent
  @Creates("/v1/operator/accounts/{account/id}")
  @Operation(
      operationId = "openAccount",
      summary = "Open an account",
      description = "The first API key is shown in this response only.")
  @APIResponseSchema(
      value = OpenedView.class,
      responseCode = "201",
      responseDescription = "The account and its first key")
  @APIResponse(responseCode = "400", description = "invalid_account_name")
  public Response open(OpenRequest request) {
    var opened =
        openAccount.open(
            caller.actor(),
            request.name(),
            Optional.ofNullable(request.plan()).orElse(PlanName.FREE));
    var view =
        new OpenedView(
            AccountView.of(opened.account()), IssuedKeyView.of(opened.key(), opened.text()));
    return Response.status(Response.Status.CREATED).entity(view).build();
  }

  @GET
  @Operation(operationId = "listAccounts", summary = "List the accounts, newest first")
  public Page<AccountView> list(@BeanParam PageQuery query) {
    var after =
        query.after(cursors, LIST, place -> new AccountId(Ids.parse(place, ACCOUNT_NOT_FOUND)));
    return Page.of(
        cursors,
        LIST,
        showAccount.list(caller.actor(), after, query.limit()),
        account -> account.id().value().toString(),
        AccountView::of);
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getAccountById", summary = "Show an account")
  @APIResponseSchema(value = ProfileView.class, responseDescription = "The account")
  @APIResponse(responseCode = "404", description = "account_not_found")
  public ProfileView show(@PathParam("id") String id) {
    var shown = showAccount.show(caller.actor(), account(id));
    return ProfileView.of(
        shown,
        markAlertSenders.own(caller.actor(), account(id)),
        BlocksView.of(shown.conduct(), protectionPolicy, clock.instant()));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      operationId = "changeAccount",
      summary = "Change an account's plan, or what happens to its doubtful sends")
  @APIResponseSchema(value = AccountView.class, responseDescription = "The changed account")
  @APIResponse(responseCode = "404", description = "account_not_found")
  public AccountView change(@PathParam("id") String id, ChangeRequest change) {
    return AccountView.of(changeAccount.change(caller.actor(), account(id), change::apply));
  }

  @PUT
  @Path("/{id}/credits")
  @Operation(
      operationId = "grantCredits",
      summary = "Set an account's remaining sends, or remove the limit")
  @APIResponseSchema(value = AccountView.class, responseDescription = "The changed account")
  @APIResponse(responseCode = "404", description = "account_not_found")
  public AccountView grantCredits(@PathParam("id") String id, CreditsRequest credits) {
    return AccountView.of(
        changeAccount.grantCredits(
            caller.actor(), account(id), Optional.ofNullable(credits.left())));
  }

  @POST
  @Path("/{id}/deactivate")
  @Operation(
      operationId = "deactivateAccount",
      summary = "Deactivate an account: its keys are rejected from now on")
  @APIResponseSchema(value = AccountView.class, responseDescription = "The changed account")
  @APIResponse(responseCode = "404", description = "account_not_found")
  @Consumes(MediaType.WILDCARD)
  public AccountView deactivate(@PathParam("id") String id) {
    return AccountView.of(changeAccount.deactivate(caller.actor(), account(id)));
  }

  @POST
  @Path("/{id}/activate")
  @Operation(operationId = "activateAccount", summary = "Reactivate an account")
  @APIResponseSchema(value = AccountView.class, responseDescription = "The changed account")
  @APIResponse(responseCode = "404", description = "account_not_found")
  @Consumes(MediaType.WILDCARD)
  public AccountView activate(@PathParam("id") String id) {
    return AccountView.of(changeAccount.activate(caller.actor(), account(id)));
  }

  @POST
  @Path("/{id}/unblock")
  @Operation(
      operationId = "unblockAccount",
      summary = "End an account's block, and forgive what led to it",
      description = "An account that is not blocked stays so; its next offence is a warning again.")
  @APIResponse(responseCode = "204", description = "Not blocked")
  @APIResponse(responseCode = "404", description = "account_not_found")
  @Consumes(MediaType.WILDCARD)
  public void unblock(@PathParam("id") String id) {
    guardAccount.unblock(caller.actor(), account(id));
  }

  @PUT
  @Path("/{id}/protection")
  @Operation(
      operationId = "changeProtection",
      summary = "Set whether an account is warned and blocked when it behaves like a bot",
      description = "It is, unless it is the account of the server's first start.")
  @APIResponse(responseCode = "204", description = "Changed")
  @APIResponse(responseCode = "404", description = "account_not_found")
  public void protect(@PathParam("id") String id, ProtectionRequest request) {
    guardAccount.guard(caller.actor(), account(id), request.enabled());
  }

  private static AccountId account(String id) {
    return new AccountId(Ids.parse(id, ACCOUNT_NOT_FOUND));
  }

  /** A request to open an account. */
  @Schema(name = "OpenAccount")
  public record OpenRequest(
      @Schema(required = true, examples = "Blue Door Clinic") String name,
      @Schema(defaultValue = "free") PlanName plan) {}

  /** A new account and its first key. */
  @Schema(name = "OpenedAccount")
  public record OpenedView(
      @Schema(required = true) AccountView account, @Schema(required = true) IssuedKeyView key) {}

  /** Changes to an account; absent fields stay as they are. */
  @Schema(name = "ChangeAccount")
  public record ChangeRequest(PlanName plan, Account.Doubtful doubtfulSends) {

    Account apply(Account account) {
      var moved = plan == null ? account : account.on(plan);
      return doubtfulSends == null ? moved : moved.withDoubtful(doubtfulSends);
    }
  }

  /** A request to set the remaining sends. */
  @Schema(name = "GrantCredits")
  public record CreditsRequest(
      @Schema(
              description = "null means no limit",
              nullable = true,
              minimum = "0",
              examples = "1000")
          Long left) {

    public CreditsRequest {
      if (left != null && left < 0) {
        throw new Refused(INVALID_REQUEST, "left: expected 0 or more");
      }
    }
  }

  /** A request to change whether an account can be blocked. */
  @Schema(name = "ChangeProtection", description = "Whether an account can be warned and blocked")
  public record ProtectionRequest(
      @Schema(required = true, description = "whether the account can be blocked")
          Boolean enabled) {

    public ProtectionRequest {
      if (enabled == null) {
        throw new Refused(INVALID_REQUEST, "enabled is required");
      }
    }
  }
}
