package io.crier.rest.v1.profiles;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.profiles.ChangeProfile;
import io.crier.application.profiles.FindProfile;
import io.crier.domain.profiles.ProfileChange;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The profile of a session's own account. */
@Path("/v1/sessions/{id}/profile")
@Tag(
    name = "Profiles",
    description =
        "What WhatsApp shows of people and of a session's own account, as it has it now. Changes are"
            + " not queued: they are made at once or refused.")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "404", description = "session_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(responseCode = "422", description = "profile_refused")
@APIResponse(
    responseCode = "429",
    description = "too_many_profile_requests or rate_limited_by_whatsapp")
@APIResponse(
    responseCode = "501",
    description = "profiles_unsupported: the engine cannot do this, and what it can do")
@APIResponse(responseCode = "503", description = "whatsapp_silent: a change may have been made")
public class OwnProfileResource {

  @Inject FindProfile findProfile;
  @Inject ChangeProfile changeProfile;
  @Inject Caller caller;

  @GET
  @Operation(operationId = "getOwnProfile", summary = "Show the profile of the session's account")
  @APIResponseSchema(value = WhatsAppProfileView.class, responseDescription = "The profile")
  public WhatsAppProfileView show(@PathParam("id") String id) {
    return WhatsAppProfileView.of(findProfile.own(caller.actor(), session(id)));
  }

  @PATCH
  @Operation(
      operationId = "changeOwnProfile",
      summary = "Change the name or the about of the session's account",
      description = "An empty about removes it.")
  @APIResponseSchema(value = WhatsAppProfileView.class, responseDescription = "The profile")
  @APIResponse(responseCode = "400", description = "invalid_profile")
  public WhatsAppProfileView change(@PathParam("id") String id, ProfileRequest request) {
    return WhatsAppProfileView.of(
        changeProfile.change(caller.actor(), session(id), request.change()));
  }

  @GET
  @Path("/picture")
  @Produces({"image/jpeg", "image/png", "image/webp"})
  @Operation(operationId = "getOwnPicture", summary = "Show the picture of the session's account")
  @APIResponse(
      responseCode = "200",
      description = "The picture",
      content =
          @Content(
              mediaType = "image/jpeg",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "404", description = "session_not_found or picture_not_found")
  public Response picture(@PathParam("id") String id) {
    return PictureResponse.of(findProfile.ownPicture(caller.actor(), session(id)));
  }

  @PUT
  @Path("/picture")
  @Operation(operationId = "setOwnPicture", summary = "Set the picture of the session's account")
  @APIResponse(responseCode = "204", description = "WhatsApp shows the picture")
  @APIResponse(
      responseCode = "400",
      description = "media_missing, invalid_content or invalid_picture")
  @APIResponse(
      responseCode = "422",
      description = "profile_refused, media_url_blocked or media_unreachable")
  public void setPicture(@PathParam("id") String id, NewPicture picture) {
    changeProfile.setOwnPicture(caller.actor(), session(id), picture.source());
  }

  @DELETE
  @Path("/picture")
  @Operation(
      operationId = "removeOwnPicture",
      summary = "Remove the picture of the session's account")
  @APIResponse(responseCode = "204", description = "WhatsApp shows no picture")
  public void removePicture(@PathParam("id") String id) {
    changeProfile.removeOwnPicture(caller.actor(), session(id));
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  /** A change of the profile. */
  @Schema(
      name = "ChangeOwnProfile",
      description = "Changes to the profile; absent fields stay as they are")
  public record ProfileRequest(
      @Schema(examples = "Bakery", maxLength = 25) String name,
      @Schema(examples = "Open from six", maxLength = 139) String about) {

    ProfileChange change() {
      return ProfileChange.requested(Optional.ofNullable(name), Optional.ofNullable(about));
    }
  }
}
