package io.crier.rest.v1.users;

import io.crier.application.users.InviteFirstUser;
import io.crier.application.users.SignInAtProvider;
import io.crier.application.users.SignInUser;
import io.crier.domain.users.Email;
import io.crier.rest.door.Caller;
import io.crier.rest.door.SignInCookies;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signing in with a password, and out. */
@Path("/v1/sign-in")
@Tag(name = "Users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SignInResource {

  @Inject SignInUser signInUser;
  @Inject SignInAtProvider signInAtProvider;
  @Inject InviteFirstUser inviteFirstUser;
  @Inject SignInCookies cookies;
  @Inject MeViews views;
  @Inject Caller caller;

  @Context HttpServletRequest request;

  /** What a page to sign in needs to know. */
  @Schema(name = "SignInOptions")
  public record Options(
      @Schema(required = true, description = "where people can sign in instead")
          List<Provider> providers,
      @Schema(
              required = true,
              description = "whether the first user is still to follow the link of the first start")
          boolean invited) {}

  /** Somewhere else where people sign in. */
  @Schema(name = "SignInProvider")
  public record Provider(
      @Schema(required = true, description = "its id", examples = "oidc") String id,
      @Schema(required = true, description = "what people call it", examples = "Company account")
          String name) {}

  /** Who signs in. */
  @Schema(name = "SignInCredentials")
  public record Form(
      @Schema(required = true, examples = "fatima@clinic.example") String email,
      @Schema(required = true, examples = "a quiet garden", description = "the password")
          String password,
      @Schema(
              description = "six digits of the authenticator app, or a recovery code",
              examples = "123456")
          String code) {

    @Override
    public String toString() {
      return "Form";
    }
  }

  @GET
  @Operation(
      operationId = "getSignInOptions",
      summary = "Show how people can sign in",
      description = "Needs no key.")
  @APIResponseSchema(value = Options.class, responseDescription = "How people can sign in")
  public Options options() {
    return new Options(
        signInAtProvider.providerName().stream()
            .map(name -> new Provider(ProviderSignInResource.ID, name))
            .toList(),
        inviteFirstUser.isAwaited());
  }

  @POST
  @Operation(
      operationId = "signIn",
      summary = "Sign in with a password",
      description =
          "Needs no key. The response sets a cookie with which the browser may call /v1 and"
              + " /simulator. Needs https, or http on localhost.")
  @APIResponse(
      responseCode = "200",
      description = "Who has signed in; the cookie is set",
      content = @Content(schema = @Schema(implementation = MeView.class)))
  @APIResponse(responseCode = "400", description = "invalid_email")
  @APIResponse(responseCode = "401", description = "wrong_credentials or second_factor_required")
  @APIResponse(responseCode = "403", description = "insecure_connection or csrf_token_invalid")
  @APIResponse(responseCode = "429", description = "too_many_sign_ins")
  public Response signIn(Form form) {
    cookies.requireTrustworthy(request);
    var signedIn =
        signInUser.signIn(
            Email.parse(form.email()),
            form.password(),
            Optional.ofNullable(form.code()),
            cookies.client(request));
    return Response.ok(views.of(signedIn.actor(), Optional.of(signedIn.token())))
        .header(HttpHeaders.SET_COOKIE, cookies.set(request, signedIn.token()))
        .build();
  }

  @DELETE
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "signOut", summary = "Sign out of this browser")
  @APIResponse(responseCode = "204", description = "The sign-in has ended; the cookie is cleared")
  @APIResponse(responseCode = "403", description = "user_required")
  public Response signOut() {
    signInUser.signOut(caller.actor());
    return Response.noContent().header(HttpHeaders.SET_COOKIE, cookies.clear(request)).build();
  }
}
