package io.crier.rest.v1.users;

import io.crier.application.users.ChangeSecondFactor;
import io.crier.rest.door.Caller;
import io.crier.rest.door.QrImage;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The authenticator app that protects the caller's sign-in. */
@Path("/v1/me/second-factor")
@Tag(name = "Users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SecondFactorResource {

  private static final String SVG = "image/svg+xml";

  @Inject ChangeSecondFactor changeSecondFactor;
  @Inject Caller caller;

  /** What the authenticator app needs. */
  @Schema(name = "SecondFactor")
  public record View(
      @Schema(
              required = true,
              description = "to type into the app, in base32",
              examples = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
          String secret,
      @Schema(
              required = true,
              description = "the same as apps read it from a QR code",
              examples =
                  "otpauth://totp/Crier:fatima%40clinic.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Crier")
          String uri) {

    @Override
    public String toString() {
      return "View";
    }
  }

  /** A proof that the app has the secret. */
  @Schema(name = "ActivateSecondFactor")
  public record Activation(
      @Schema(
              required = true,
              description = "the six digits that the app shows",
              examples = "123456")
          String code) {}

  /** Codes for when the app is lost. */
  @Schema(name = "RecoveryCodes")
  public record Recovery(
      @Schema(
              required = true,
              description = "each works once instead of a code of the app; never shown again",
              examples = "[\"q7ya-x2mc-5nbd-k3wp\"]")
          List<String> recoveryCodes) {

    @Override
    public String toString() {
      return "Recovery";
    }
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "addSecondFactor",
      summary = "Make a secret for an authenticator app",
      description = "It is not needed to sign in until it is activated with a code.")
  @APIResponseSchema(value = View.class, responseDescription = "What the app needs")
  @APIResponse(responseCode = "403", description = "user_required")
  @APIResponse(responseCode = "409", description = "second_factor_active")
  public View begin() {
    var pending = changeSecondFactor.begin(caller.actor());
    return new View(pending.secret(), pending.uri());
  }

  @GET
  @Path("/qr")
  @Produces(SVG)
  @Operation(
      operationId = "getSecondFactorQr",
      summary = "Show the secret as a QR code",
      description = "Only until it is activated.")
  @APIResponse(
      responseCode = "200",
      description = "The QR code",
      content = @Content(mediaType = SVG, schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(responseCode = "403", description = "user_required")
  @APIResponse(responseCode = "404", description = "second_factor_not_found")
  public Response qr() {
    var image = new QrImage(changeSecondFactor.pending(caller.actor()).uri()).svg();
    return Response.ok(image, SVG).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  @PUT
  @Operation(
      operationId = "enableSecondFactor",
      summary = "Activate the second factor with a code of the app",
      description = "From then on signing in needs a code. Keep the recovery codes somewhere safe.")
  @APIResponseSchema(value = Recovery.class, responseDescription = "Codes for when the app is lost")
  @APIResponse(responseCode = "403", description = "user_required")
  @APIResponse(responseCode = "404", description = "second_factor_not_found")
  @APIResponse(responseCode = "409", description = "second_factor_active")
  @APIResponse(responseCode = "422", description = "wrong_code")
  @APIResponse(responseCode = "429", description = "too_many_sign_ins")
  public Recovery activate(Activation activation) {
    return new Recovery(changeSecondFactor.activate(caller.actor(), activation.code()));
  }

  @DELETE
  @Operation(
      operationId = "removeSecondFactor",
      summary = "Remove the second factor",
      description = "Also one that is not active yet, which needs no code.")
  @APIResponse(responseCode = "204", description = "Signing in needs no code any more")
  @APIResponse(responseCode = "403", description = "user_required")
  @APIResponse(responseCode = "404", description = "second_factor_not_found")
  @APIResponse(responseCode = "422", description = "wrong_code")
  @APIResponse(responseCode = "429", description = "too_many_sign_ins")
  public void remove(
      @Parameter(
              description = "a code of the app, or a recovery code",
              schema = @Schema(type = SchemaType.STRING))
          @HeaderParam("X-Second-Factor-Code")
          String code) {
    changeSecondFactor.remove(caller.actor(), code);
  }
}
