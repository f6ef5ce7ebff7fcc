package io.crier.rest.v1.groups;

import io.crier.application.groups.ChangeGroup;
import io.crier.domain.groups.GroupInvite;
import io.crier.rest.door.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Groups that the session is invited to. */
@Path("/v1/sessions/{id}/groups/join")
@Tag(name = "Groups")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class JoinGroupResource {

  @Inject ChangeGroup changeGroup;
  @Inject Caller caller;

  @POST
  @Operation(operationId = "joinGroup", summary = "Join a group with its invite link")
  @APIResponseSchema(value = JoinedView.class, responseDescription = "The group that it joined")
  @APIResponse(responseCode = "400", description = "invalid_invite")
  @APIResponse(responseCode = "404", description = "session_not_found or group_not_found")
  @APIResponse(responseCode = "409", description = "not_connected")
  @APIResponse(responseCode = "410", description = "invite_expired")
  @APIResponse(responseCode = "422", description = "group_refused")
  @APIResponse(
      responseCode = "429",
      description = "too_many_group_changes or rate_limited_by_whatsapp")
  @APIResponse(
      responseCode = "501",
      description = "groups_unsupported: the engine has no groups, and what it can do")
  @APIResponse(responseCode = "503", description = "whatsapp_silent: a change may have been made")
  public JoinedView join(@PathParam("id") String id, JoinRequest request) {
    var invite = GroupInvite.parse(request.invite());
    return new JoinedView(
        changeGroup.join(caller.actor(), GroupsResource.session(id), invite).text());
  }

  /** An invitation to a group. */
  @Schema(name = "JoinGroup")
  public record JoinRequest(
      @Schema(required = true, examples = "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv")
          String invite) {}

  /** The group that a session joined. */
  @Schema(name = "JoinedGroup")
  public record JoinedView(
      @Schema(required = true, examples = "120363041234567890@g.us") String id) {}
}
