package io.crier.rest.v1.users;

import static io.crier.domain.users.UserProblem.INVITATION_INVALID;

import io.crier.application.users.AcceptInvitation;
import io.crier.domain.Refused;
import io.crier.domain.users.Email;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.User;
import io.crier.domain.users.UserRole;
import io.crier.rest.door.SignInCookies;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The links with which people join an account or choose a new password. */
@Path("/v1/invitations/{token}")
@Tag(name = "Users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class InvitationsResource {

  @Inject AcceptInvitation acceptInvitation;
  @Inject SignInCookies cookies;
  @Inject MeViews views;

  @Context HttpServletRequest request;

  /** What a link is for. */
  @Schema(name = "Invitation")
  public record View(
      @Schema(
              description = "of who is invited; absent for the first user of the server",
              examples = "fatima@clinic.example")
          String email,
      @Schema(description = "of who is invited", examples = "Fatima") String name,
      @Schema(required = true, description = "what the user may do") UserRole role,
      @Schema(required = true, description = "what the link is for") Invitation.Purpose purpose,
      @Schema(required = true, description = "the account to join") OfAccount account,
      @Schema(required = true) Instant expiresAt) {}

  /** The account that an invitation is to. */
  @Schema(name = "InvitingAccount")
  public record OfAccount(
      @Schema(required = true, description = "what it is called", examples = "Blue Door Clinic")
          String name) {}

  /** What the invited person says. */
  @Schema(name = "AcceptInvitation")
  public record Acceptance(
      @Schema(
              description = "as invited if absent; ignored by a link for a new password",
              examples = "Fatima")
          String name,
      @Schema(
              description = "as invited if absent; ignored by a link for a new password",
              examples = "fatima@clinic.example")
          String email,
      @Schema(
              required = true,
              description = "12 to 128 characters, without the email address",
              examples = "a quiet garden")
          String password) {

    @Override
    public String toString() {
      return "Acceptance";
    }
  }

  @GET
  @Operation(
      operationId = "getInvitation",
      summary = "Show what a link is for",
      description = "Needs no key.")
  @APIResponseSchema(value = View.class, responseDescription = "What the link is for")
  @APIResponse(responseCode = "404", description = "invitation_invalid")
  public View show(@PathParam("token") String token) {
    var shown = acceptInvitation.show(parse(token));
    var invitation = shown.invitation();
    return new View(
        shown.user().map(it -> it.email().value()).orElse(null),
        shown.user().map(User::name).orElse(null),
        shown.user().map(User::role).orElse(invitation.role()),
        invitation.purpose(),
        new OfAccount(shown.account().name()),
        invitation.expiresAt());
  }

  @POST
  @Operation(
      operationId = "acceptInvitation",
      summary = "Join the account, or choose a new password",
      description =
          "Needs no key, works once, and signs in as POST /v1/sign-in does. A new password ends all"
              + " other sign-ins.")
  @APIResponse(
      responseCode = "200",
      description = "Who has joined; the cookie is set",
      content = @Content(schema = @Schema(implementation = MeView.class)))
  @APIResponse(
      responseCode = "400",
      description = "weak_password, invalid_email or invalid_user_name")
  @APIResponse(responseCode = "403", description = "insecure_connection or csrf_token_invalid")
  @APIResponse(responseCode = "404", description = "invitation_invalid")
  @APIResponse(responseCode = "409", description = "email_taken")
  public Response accept(@PathParam("token") String token, Acceptance form) {
    cookies.requireTrustworthy(request);
    var signedIn =
        acceptInvitation.accept(
            parse(token),
            new AcceptInvitation.Acceptance(
                Optional.ofNullable(form.name()),
                Optional.ofNullable(form.email()).map(Email::parse),
                form.password()),
            cookies.client(request));
    return Response.ok(views.of(signedIn.actor(), Optional.of(signedIn.token())))
        .header(HttpHeaders.SET_COOKIE, cookies.set(request, signedIn.token()))
        .build();
  }

  private static SecretToken parse(String token) {
    return SecretToken.parse(token).orElseThrow(() -> new Refused(INVITATION_INVALID));
  }
}
