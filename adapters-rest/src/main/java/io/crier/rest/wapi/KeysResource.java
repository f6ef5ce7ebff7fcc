package io.crier.rest.wapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.crier.application.Slice;
import io.crier.application.apikeys.IssueApiKeys;
import io.crier.application.apikeys.IssueApiKeys.KeyRequest;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The account's API keys, for administrators. */
@Path("/wapi/api")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class KeysResource {

  private static final int PAGE = 200;

  @Inject IssueApiKeys issueApiKeys;
  @Inject Caller caller;
  @Inject InstantSource clock;

  @GET
  @Path("/me")
  @Operation(
      operationId = "getWapiMe",
      summary = "Show the API key of the request",
      description = "Its role decides what it may do.")
  @APIResponseSchema(value = KeyView.class, responseDescription = "The key, without its text")
  public Response me() {
    return Envelope.ok(KeyView.of(caller.actor().key().orElseThrow(), clock.instant()));
  }

  @POST
  @Path("/admin/generate-key")
  @Operation(
      operationId = "issueWapiKey",
      summary = "Create an API key",
      description = "Its text is shown in this response only.")
  @APIResponseSchema(
      value = KeyView.class,
      responseCode = "201",
      responseDescription = "The key with its text")
  public Response generate(NewKey request) {
    var actor = caller.actor();
    var issued =
        issueApiKeys.issue(
            actor,
            KeyRequest.of(
                actor.mode(),
                Fields.required("name", request.name(), 2, 100),
                request.role() == KeyRole.ADMIN ? ApiKey.Role.ADMIN : ApiKey.Role.SEND,
                Optional.ofNullable(request.expiresAt())));
    return Envelope.created(
        KeyView.of(issued.key(), Optional.of(issued.text().value()), clock.instant()));
  }

  @POST
  @Path("/admin/revoke-key")
  @Operation(
      operationId = "revokeWapiKey",
      summary = "Revoke an API key",
      description = "It is rejected at once.")
  @APIResponseSchema(value = KeyView.class, responseDescription = "The revoked key")
  public Response revoke(KeyId request) {
    var prefix = new KeyPrefix(request.id());
    issueApiKeys.revoke(caller.actor(), prefix);
    return Envelope.ok(KeyView.of(issueApiKeys.find(caller.actor(), prefix), clock.instant()));
  }

  @GET
  @Path("/admin/list-keys")
  @Operation(
      operationId = "listWapiKeys",
      summary = "List the API keys of your account",
      description = "Revoked and expired ones too, without their texts, newest first.")
  @APIResponseSchema(value = KeyList.class, responseDescription = "The keys")
  public Response list() {
    var now = clock.instant();
    var keys =
        Slice.readAll(after -> issueApiKeys.list(caller.actor(), after, PAGE), ApiKey::prefix);
    return Envelope.ok(new KeyList(keys.stream().map(key -> KeyView.of(key, now)).toList()));
  }

  /** What a new key may do. */
  @Schema(name = "WapiKeyRole", description = "api: send and read; admin: also keys and logout")
  public enum KeyRole {
    API,
    ADMIN
  }

  /** A request to create an API key. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WapiNewKey", description = "An API key to create")
  public record NewKey(
      @Schema(
              required = true,
              description = "2 to 100 characters",
              minLength = 2,
              maxLength = 100,
              examples = "Google Sheets")
          String name,
      @Schema(required = true, description = "what it may do") KeyRole role,
      @Schema(description = "default: in a year", examples = "2030-01-31T09:30:00Z")
          Instant expiresAt) {}

  /** A request to revoke an API key. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WapiKeyId", description = "An API key to revoke")
  public record KeyId(
      @Schema(required = true, description = "the id of the key", examples = "crl_4fZq91bT")
          String id) {}

  /** All keys of the account. */
  @Schema(name = "WapiKeys", description = "The keys")
  record KeyList(
      @Schema(required = true, description = "the keys, newest first") List<KeyView> keys) {}
}
