package io.crier.rest.v1.users;

import static io.crier.domain.users.UserProblem.USER_NOT_FOUND;

import io.crier.application.users.AdministerUsers;
import io.crier.domain.users.Email;
import io.crier.domain.users.UserId;
import io.crier.domain.users.UserRole;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Creates;
import io.crier.rest.v1.Idempotent;
import io.crier.rest.v1.JoinLinks;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The users of the caller's account. */
@Path("/v1/users")
@Tag(name = "Users", description = "People who sign in, and signing in itself")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class UsersResource {

  private static final String LIST = "users";

  @Inject AdministerUsers administerUsers;
  @Inject JoinLinks joinLinks;
  @Inject Caller caller;
  @Inject Cursors cursors;

  /** A request to invite somebody. */
  @Schema(name = "InviteUser")
  public record InviteRequest(
      @Schema(required = true, examples = "fatima@clinic.example") String email,
      @Schema(
              description = "what the user is called; the user can change it when joining",
              examples = "Fatima")
          String name,
      @Schema(required = true) UserRole role) {}

  /** A change of what is given. */
  @Schema(name = "ChangeUser")
  public record Change(
      @Schema(description = "what the user may do from now on") UserRole role,
      @Schema(description = "whether the user may sign in") Boolean active) {}

  @GET
  @Operation(operationId = "listUsers", summary = "List the account's users, newest first")
  public Page<UserView> list(@BeanParam PageQuery query) {
    var users =
        administerUsers.list(
            caller.actor(),
            query.after(cursors, LIST, id -> new UserId(UUID.fromString(id))),
            query.limit());
    return Page.of(cursors, LIST, users, user -> user.id().value().toString(), UserView::of);
  }

  @POST
  @Idempotent
  @Creates("/v1/users/{id}")
  @Operation(
      operationId = "inviteUser",
      summary = "Invite somebody to the account",
      description =
          "Hand the link to them: it is shown in this response only, works once and for 24 hours."
              + " Only an operator can invite an operator.")
  @APIResponseSchema(
      value = UserView.class,
      responseCode = "201",
      responseDescription = "The user, with the link")
  @APIResponse(responseCode = "400", description = "invalid_email or invalid_user_name")
  @APIResponse(responseCode = "403", description = "role_required or operator_required")
  @APIResponse(responseCode = "409", description = "email_taken")
  public Response invite(InviteRequest form) {
    var invited =
        administerUsers.invite(
            caller.actor(),
            Email.parse(form.email()),
            Optional.ofNullable(form.name()),
            form.role());
    return Response.status(Response.Status.CREATED).entity(UserView.of(invited, joinLinks)).build();
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getUser", summary = "Show a user")
  @APIResponseSchema(value = UserView.class, responseDescription = "The user")
  @APIResponse(responseCode = "404", description = "user_not_found")
  public UserView show(@PathParam("id") String id) {
    return UserView.of(administerUsers.find(caller.actor(), parse(id)));
  }

  @PATCH
  @Path("/{id}")
  @Operation(
      operationId = "changeUser",
      summary = "Change a user's role, or whether they may sign in",
      description =
          "Whoever may not sign in is signed out everywhere. Only an operator can make or change an"
              + " operator.")
  @APIResponseSchema(value = UserView.class, responseDescription = "The changed user")
  @APIResponse(responseCode = "403", description = "role_required or operator_required")
  @APIResponse(responseCode = "404", description = "user_not_found")
  @APIResponse(responseCode = "422", description = "last_owner")
  public UserView change(@PathParam("id") String id, Change change) {
    return UserView.of(
        administerUsers.change(
            caller.actor(),
            parse(id),
            Optional.ofNullable(change.role()),
            Optional.ofNullable(change.active())));
  }

  @DELETE
  @Path("/{id}")
  @Operation(
      operationId = "removeUser",
      summary = "Remove a user from the account",
      description = "They are signed out everywhere.")
  @APIResponse(responseCode = "204", description = "The user is removed")
  @APIResponse(responseCode = "403", description = "role_required or operator_required")
  @APIResponse(responseCode = "404", description = "user_not_found")
  @APIResponse(responseCode = "422", description = "last_owner")
  public void remove(@PathParam("id") String id) {
    administerUsers.remove(caller.actor(), parse(id));
  }

  @POST
  @Path("/{id}/reset")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "resetUser",
      summary = "Make a link with which a user can choose a new password",
      description =
          "For a user who has not joined yet, it is a link to join. It replaces earlier links, is"
              + " shown in this response only, and works once and for 24 hours.")
  @APIResponseSchema(value = UserView.class, responseDescription = "The user, with the link")
  @APIResponse(responseCode = "403", description = "role_required or operator_required")
  @APIResponse(responseCode = "404", description = "user_not_found")
  public UserView reset(@PathParam("id") String id) {
    return UserView.of(administerUsers.reset(caller.actor(), parse(id)), joinLinks);
  }

  private static UserId parse(String id) {
    return new UserId(Ids.parse(id, USER_NOT_FOUND));
  }
}
