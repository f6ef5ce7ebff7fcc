package io.crier.rest.wallawhats;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.application.apikeys.IssueApiKeys;
import io.crier.application.apikeys.IssueApiKeys.Issued;
import io.crier.application.apikeys.IssueApiKeys.KeyRequest;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** The account's API keys. */
@Path("/wallawhats/apikeys")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ApiKeysResource {

  @Inject IssueApiKeys issueApiKeys;
  @Inject Caller caller;

  @POST
  @Operation(
      operationId = "createWallaWhatsApiKey",
      summary = "Create an API key",
      description = "The key is shown in this response only. It is valid for 365 days.")
  @APIResponseSchema(
      value = NewKeyView.class,
      responseCode = "201",
      responseDescription = "The key with its secret")
  public Response create(CreateRequest request) {
    var actor = caller.actor();
    var issued =
        issueApiKeys.issue(
            actor,
            KeyRequest.of(
                actor.mode(),
                Fields.optional(request.name()).orElse("Default"),
                ApiKey.Role.ADMIN,
                Optional.empty()));
    return Response.status(Response.Status.CREATED).entity(NewKeyView.of(issued)).build();
  }

  @GET
  @Operation(
      operationId = "listWallaWhatsApiKeys",
      summary = "List your API keys",
      description = "Without their secrets, newest first.")
  public List<KeyView> list() {
    return issueApiKeys.listUnrevoked(caller.actor()).stream().map(KeyView::of).toList();
  }

  @DELETE
  @Path("/{keyPrefix}")
  @Operation(
      operationId = "deleteWallaWhatsApiKey",
      summary = "Delete an API key",
      description = "It is rejected at once.")
  public Done delete(
      @Parameter(description = "the first 12 characters of the key", example = "crl_4fZq91bT")
          @PathParam("keyPrefix")
          String keyPrefix) {
    issueApiKeys.revoke(caller.actor(), new KeyPrefix(keyPrefix));
    return Done.SUCCESS;
  }

  /** A request to create an API key. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(name = "WallaWhatsCreateApiKey", description = "An API key to create")
  public record CreateRequest(
      @Schema(
              description = "the name of the key",
              maxLength = 100,
              defaultValue = "Default",
              examples = "CI server")
          String name) {}

  /** A new API key with its secret. */
  @Schema(name = "WallaWhatsNewApiKey", description = "A new API key with its secret")
  public record NewKeyView(
      @Schema(
              required = true,
              description = "the complete key, which is never shown again",
              examples = "crl_4fZq91bT…")
          String apiKey,
      @Schema(required = true, description = "its first 12 characters", examples = "crl_4fZq91bT")
          String keyPrefix,
      @Schema(required = true, description = "the name of the key", examples = "CI server")
          String keyName,
      @Schema(
              required = true,
              description = "when it was created, in ms since the epoch",
              examples = "1745000000000")
          long createdAt,
      @Schema(
              required = true,
              description = "when it expires, in ms since the epoch",
              examples = "1776536000000")
          long expiresAt) {

    static NewKeyView of(Issued issued) {
      var key = issued.key();
      return new NewKeyView(
          issued.text().value(),
          key.prefix().value(),
          key.name(),
          key.createdAt().toEpochMilli(),
          key.expiresAt().toEpochMilli());
    }

    @Override
    public String toString() {
      return "NewKeyView[" + keyPrefix + "…]";
    }
  }

  /** An API key without its secret. */
  @JsonInclude
  @Schema(name = "WallaWhatsApiKey", description = "An API key without its secret")
  public record KeyView(
      @Schema(
              required = true,
              description = "the first 12 characters of the key",
              examples = "crl_4fZq91bT")
          String keyPrefix,
      @Schema(required = true, description = "the name of the key", examples = "CI server")
          String keyName,
      @Schema(
              required = true,
              description = "when it was created, in ms since the epoch",
              examples = "1745000000000")
          long createdAt,
      @Schema(
              required = true,
              nullable = true,
              description = "when it was last used, to the minute, in ms since the epoch",
              examples = "1745086400000")
          Long lastUsedAt,
      @Schema(
              required = true,
              description = "when it expires, in ms since the epoch",
              examples = "1776536000000")
          long expiresAt) {

    static KeyView of(ApiKey key) {
      return new KeyView(
          key.prefix().value(),
          key.name(),
          key.createdAt().toEpochMilli(),
          key.lastUsedAt().map(Instant::toEpochMilli).orElse(null),
          key.expiresAt().toEpochMilli());
    }
  }
}
