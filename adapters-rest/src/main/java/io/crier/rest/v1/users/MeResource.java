package io.crier.rest.v1.users;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.crier.application.users.ChangeMe;
import io.crier.domain.Refused;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller: a person who has signed in, or a program with an API key. */
@Path("/v1/me")
@Tag(name = "Users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class MeResource {

  @Inject ChangeMe changeMe;
  @Inject MeViews views;
  @Inject Caller caller;

  /** A change of what is given. */
  @Schema(name = "ChangeMe")
  public record Change(
      @Schema(description = "what the user is called", examples = "Fatima") String name,
      @Schema(description = "a new password") Password password) {}

  /** A new password. */
  @Schema(name = "ChangePassword")
  public record Password(
      @Schema(required = true, description = "the current one", examples = "a quiet garden")
          String current,
      @Schema(
              required = true,
              name = "new",
              description = "12 to 128 characters, without the email address",
              examples = "another quiet garden")
          @JsonProperty("new")
          String next) {

    ChangeMe.NewPassword toUseCase() {
      if (current == null || next == null) {
        throw new Refused(
            INVALID_REQUEST, "password." + (next == null ? "new" : "current") + ": is required");
      }
      return new ChangeMe.NewPassword(current, next);
    }

    @Override
    public String toString() {
      return "Password";
    }
  }

  @GET
  @Operation(operationId = "getMe", summary = "Show who the caller is")
  @APIResponseSchema(value = MeView.class, responseDescription = "The caller")
  public MeView show() {
    return views.of(caller.actor(), caller.token());
  }

  @PATCH
  @Operation(
      operationId = "changeMe",
      summary = "Change one's own name or password",
      description = "A new password ends all other sign-ins of the user.")
  @APIResponseSchema(value = UserView.class, responseDescription = "The changed user")
  @APIResponse(responseCode = "400", description = "invalid_user_name or weak_password")
  @APIResponse(responseCode = "403", description = "user_required")
  @APIResponse(responseCode = "404", description = "user_not_found")
  @APIResponse(responseCode = "422", description = "wrong_password")
  @APIResponse(responseCode = "429", description = "too_many_sign_ins")
  public UserView change(Change change) {
    return UserView.of(
        changeMe.change(
            caller.actor(),
            Optional.ofNullable(change.name()),
            Optional.ofNullable(change.password()).map(Password::toUseCase)));
  }
}
