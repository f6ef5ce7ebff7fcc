package io.crier.rest.v1.users;

import io.crier.domain.apikeys.ApiKey;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who the caller is: a person who has signed in, or a program with an API key. */
@Schema(name = "Me")
public record MeView(
    @Schema(description = "the person, if it is one") UserView user,
    @Schema(description = "the API key, if it is a program") Key key,
    @Schema(required = true, description = "the account that the caller acts for")
        OfAccount account,
    @Schema(description = "the sign-in of this request, if it is a person") Current signIn,
    @Schema(
            description =
                "what requests with the cookie that change something send in X-CSRF-Token",
            examples = "bq8zZ1PMf0wKrxsVY2qLJ5TtGc7nDiuHaWpX4ok9SeE")
        String csrfToken,
    @Schema(required = true, description = "whether signing in needs a code as well")
        boolean secondFactor) {

  /** The API key of the request. */
  @Schema(name = "MyApiKey")
  public record Key(
      @Schema(required = true, description = "its first characters", examples = "crl_4fZq91bT")
          String prefix,
      @Schema(required = true, description = "what it is called", examples = "shop") String name,
      @Schema(required = true) ApiKey.Role role) {}

  /** The account of the caller. */
  @Schema(name = "MyAccount")
  public record OfAccount(
      @Schema(required = true, description = "its id") UUID id,
      @Schema(required = true, description = "what it is called", examples = "Blue Door Clinic")
          String name) {}

  /** The sign-in of the request. */
  @Schema(name = "CurrentSignIn")
  public record Current(
      @Schema(required = true, description = "its id") UUID id,
      @Schema(required = true, description = "when the user signed in") Instant at,
      @Schema(required = true, description = "when it ends, unless it is used again")
          Instant expiresAt) {}

  @Override
  public String toString() {
    return "MeView";
  }
}
