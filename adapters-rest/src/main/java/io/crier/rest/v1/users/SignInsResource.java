package io.crier.rest.v1.users;

import static io.crier.domain.users.UserProblem.SIGN_IN_NOT_FOUND;

import io.crier.application.users.ChangeMe;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.SignInId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The browsers in which the caller has signed in. */
@Path("/v1/me/sign-ins")
@Tag(name = "Users")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class SignInsResource {

  private static final String LIST = "sign-ins";

  @Inject ChangeMe changeMe;
  @Inject Caller caller;
  @Inject Cursors cursors;

  /** A browser in which a user has signed in. */
  @Schema(name = "SignIn")
  public record View(
      @Schema(required = true, description = "its id") UUID id,
      @Schema(required = true, description = "when the user signed in") Instant at,
      @Schema(required = true, description = "accurate to the minute") Instant lastUsedAt,
      @Schema(
              required = true,
              description = "from where the user signed in",
              examples = "192.0.2.1")
          String address,
      @Schema(
              required = true,
              description = "what the browser says it is",
              examples = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
          String userAgent,
      @Schema(required = true, description = "whether it is that of this request")
          boolean current) {

    static View of(SignIn signIn, SignInId current) {
      return new View(
          signIn.id().value(),
          signIn.at(),
          signIn.lastUsedAt(),
          signIn.address(),
          signIn.userAgent(),
          signIn.id().equals(current));
    }
  }

  @GET
  @Operation(operationId = "listMySignIns", summary = "List one's own sign-ins, newest first")
  @APIResponse(responseCode = "200", description = "A page of sign-ins")
  @APIResponse(responseCode = "403", description = "user_required")
  public Page<View> list(@BeanParam PageQuery query) {
    var current = caller.actor().requireUser().signIn().id();
    var signIns =
        changeMe.signIns(
            caller.actor(),
            query.after(cursors, LIST, id -> new SignInId(UUID.fromString(id))),
            query.limit());
    return Page.of(
        cursors,
        LIST,
        signIns,
        signIn -> signIn.id().value().toString(),
        it -> View.of(it, current));
  }

  @DELETE
  @Operation(operationId = "endMyOtherSignIns", summary = "Sign out everywhere else")
  @APIResponse(responseCode = "204", description = "Only the sign-in of this request remains")
  @APIResponse(responseCode = "403", description = "user_required")
  public void endOthers() {
    changeMe.endOtherSignIns(caller.actor());
  }

  @DELETE
  @Path("/{id}")
  @Operation(operationId = "endMySignIn", summary = "Sign out of one browser")
  @APIResponse(responseCode = "204", description = "The sign-in has ended")
  @APIResponse(responseCode = "403", description = "user_required")
  @APIResponse(responseCode = "404", description = "sign_in_not_found")
  public void end(@PathParam("id") String id) {
    changeMe.endSignIn(caller.actor(), new SignInId(Ids.parse(id, SIGN_IN_NOT_FOUND)));
  }
}
