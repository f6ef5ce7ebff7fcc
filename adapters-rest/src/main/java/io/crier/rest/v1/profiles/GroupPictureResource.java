package io.crier.rest.v1.profiles;

import static io.crier.domain.groups.GroupProblem.GROUP_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.profiles.ChangeProfile;
import io.crier.application.profiles.FindProfile;
import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The picture of a group. */
@Path("/v1/sessions/{id}/groups/{group}/picture")
@Tag(name = "Groups")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "403", description = "not_in_group or not_group_admin")
@APIResponse(responseCode = "404", description = "session_not_found or group_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(responseCode = "422", description = "profile_refused")
@APIResponse(
    responseCode = "429",
    description = "too_many_profile_requests or rate_limited_by_whatsapp")
@APIResponse(
    responseCode = "501",
    description = "profiles_unsupported: the engine cannot do this, and what it can do")
@APIResponse(responseCode = "503", description = "whatsapp_silent: a change may have been made")
public class GroupPictureResource {

  @Inject FindProfile findProfile;
  @Inject ChangeProfile changeProfile;
  @Inject Caller caller;

  @GET
  @Produces({"image/jpeg", "image/png", "image/webp"})
  @Operation(operationId = "getGroupPicture", summary = "Show the picture of a group")
  @APIResponse(
      responseCode = "200",
      description = "The picture",
      content =
          @Content(
              mediaType = "image/jpeg",
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "404",
      description = "session_not_found, group_not_found or picture_not_found")
  public Response show(@PathParam("id") String id, @PathParam("group") String group) {
    return PictureResponse.of(
        findProfile.pictureOfGroup(caller.actor(), session(id), group(group)));
  }

  @PUT
  @Operation(operationId = "setGroupPicture", summary = "Set the picture of a group")
  @APIResponse(responseCode = "204", description = "WhatsApp shows the picture")
  @APIResponse(
      responseCode = "400",
      description = "media_missing, invalid_content or invalid_picture")
  @APIResponse(
      responseCode = "422",
      description = "profile_refused, media_url_blocked or media_unreachable")
  public void set(
      @PathParam("id") String id, @PathParam("group") String group, NewPicture picture) {
    changeProfile.setGroupPicture(caller.actor(), session(id), group(group), picture.source());
  }

  @DELETE
  @Operation(operationId = "removeGroupPicture", summary = "Remove the picture of a group")
  @APIResponse(responseCode = "204", description = "WhatsApp shows no picture")
  public void remove(@PathParam("id") String id, @PathParam("group") String group) {
    changeProfile.removeGroupPicture(caller.actor(), session(id), group(group));
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private static Recipient.Group group(String text) {
    try {
      return new Recipient.Group(text);
    } catch (Refused notOne) {
      throw new Refused(GROUP_NOT_FOUND);
    }
  }
}
