package io.crier.rest.v1.apikeys;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.apikeys.IssueApiKeys;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.domain.sessions.SessionId;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The API keys of the caller's account. */
@Path("/v1/api-keys")
@Tag(name = "API keys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ApiKeysResource {

  private static final String LIST = "api-keys";

  @Inject IssueApiKeys issueApiKeys;
  @Inject Caller caller;
  @Inject Cursors cursors;

  @POST
  @Idempotent
  @Creates("/v1/api-keys/{details/keyPrefix}")
  @Operation(
      operationId = "issueApiKey",
      summary = "Create an API key",
      description =
          "The key is shown in this response only. It cannot have more permissions than yours.")
  @APIResponseSchema(
      value = IssuedKeyView.class,
      responseCode = "201",
      responseDescription = "The key with its secret")
  @APIResponse(responseCode = "400", description = "invalid_key_name or invalid_expiry")
  @APIResponse(responseCode = "403", description = "role_required or grant_too_wide")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "422", description = "api_key_limit_reached")
  public Response issue(IssueRequest request) {
    return created(issueApiKeys.issue(caller.actor(), request.toUseCase()));
  }

  @GET
  @Operation(operationId = "listApiKeys", summary = "List the account's API keys, newest first")
  public Page<KeyView> list(@BeanParam PageQuery query) {
    var keys =
        issueApiKeys.list(
            caller.actor(), query.after(cursors, LIST, KeyPrefix::new), query.limit());
    return Page.of(cursors, LIST, keys, key -> key.prefix().value(), KeyView::of);
  }

  @GET
  @Path("/{prefix}")
  @Operation(operationId = "getApiKey", summary = "Show an API key")
  @APIResponseSchema(value = KeyView.class, responseDescription = "The key without its secret")
  @APIResponse(responseCode = "403", description = "grant_too_wide")
  @APIResponse(responseCode = "404", description = "api_key_not_found")
  public KeyView show(@PathParam("prefix") String prefix) {
    return KeyView.of(issueApiKeys.find(caller.actor(), new KeyPrefix(prefix)));
  }

  @POST
  @Path("/{prefix}/rotate")
  @Idempotent
  @Creates("/v1/api-keys/{details/keyPrefix}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "rotateApiKey",
      summary = "Replace an API key with a new one",
      description =
          "The new key has the same permissions and lifetime; the old one is rejected at once.")
  @APIResponseSchema(
      value = IssuedKeyView.class,
      responseCode = "201",
      responseDescription = "The new key with its secret")
  @APIResponse(responseCode = "403", description = "role_required or grant_too_wide")
  @APIResponse(responseCode = "404", description = "api_key_not_found")
  public Response rotate(@PathParam("prefix") String prefix) {
    return created(issueApiKeys.rotate(caller.actor(), new KeyPrefix(prefix)));
  }

  @DELETE
  @Path("/{prefix}")
  @Operation(
      operationId = "revokeApiKey",
      summary = "Revoke an API key",
      description = "The key is rejected at once.")
  @APIResponse(responseCode = "204", description = "The key is revoked")
  @APIResponse(responseCode = "403", description = "role_required or grant_too_wide")
  @APIResponse(responseCode = "404", description = "api_key_not_found")
  public void revoke(@PathParam("prefix") String prefix) {
    issueApiKeys.revoke(caller.actor(), new KeyPrefix(prefix));
  }

  private static Response created(IssueApiKeys.Issued issued) {
    return Response.status(Response.Status.CREATED)
        .entity(IssuedKeyView.of(issued.key(), issued.text()))
        .build();
  }

  /** A request to create an API key. */
  @Schema(name = "IssueApiKey")
  public record IssueRequest(
      @Schema(required = true, examples = "shop") String name,
      @Schema(required = true) Role role,
      @Schema(defaultValue = "live") ApiKey.Mode mode,
      @Schema(
              description = "whether it may also act as operator of the server",
              defaultValue = "false")
          Boolean operator,
      @Schema(
              implementation = UUID[].class,
              description = "the only sessions it may use; if absent, all")
          List<String> sessions,
      @Schema(description = "if absent, a year from now") Instant expiresAt) {

    IssueApiKeys.KeyRequest toUseCase() {
      return new IssueApiKeys.KeyRequest(
          name,
          Optional.ofNullable(mode).orElse(ApiKey.Mode.LIVE),
          role,
          Boolean.TRUE.equals(operator),
          Stream.ofNullable(sessions)
              .flatMap(List::stream)
              .map(id -> new SessionId(Ids.parse(id, SESSION_NOT_FOUND)))
              .collect(Collectors.toSet()),
          Optional.ofNullable(expiresAt));
    }
  }
}
