package io.crier.rest.v1.groups;

import static io.crier.domain.groups.GroupProblem.GROUP_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.groups.ChangeGroup;
import io.crier.application.groups.FindGroups;
import io.crier.domain.Refused;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Creates;
import io.crier.rest.v1.Idempotent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The groups that a session's account is in. */
@Path("/v1/sessions/{id}/groups")
@Tag(
    name = "Groups",
    description =
        "The groups of a session, as WhatsApp has them now. Changes are not queued: they are made"
            + " at once or refused.")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "404", description = "session_not_found or group_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(
    responseCode = "501",
    description = "groups_unsupported: the engine has no groups, and what it can do")
@APIResponse(responseCode = "503", description = "whatsapp_silent: a change may have been made")
public class GroupsResource {

  @Inject FindGroups findGroups;
  @Inject ChangeGroup changeGroup;
  @Inject Caller caller;

  @GET
  @Operation(operationId = "listGroups", summary = "List the groups that the session is in")
  @APIResponseSchema(value = GroupList.class, responseDescription = "All of them, by subject")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  public GroupList list(@PathParam("id") String id) {
    return new GroupList(
        findGroups.list(caller.actor(), session(id)).stream().map(GroupView::of).toList());
  }

  @POST
  @Idempotent
  @Creates("/v1/sessions/{sessionId}/groups/{group/id}")
  @Operation(
      operationId = "createGroup",
      summary = "Create a group",
      description = "Those who cannot be added are named in the results, and why.")
  @APIResponseSchema(
      value = CreationView.class,
      responseCode = "201",
      responseDescription = "The new group")
  @APIResponse(
      responseCode = "400",
      description = "invalid_group, invalid_participants or invalid_recipient")
  @APIResponse(responseCode = "422", description = "group_refused")
  @APIResponse(
      responseCode = "429",
      description = "too_many_group_changes or rate_limited_by_whatsapp")
  public Response create(@PathParam("id") String id, NewGroup request) {
    var created =
        changeGroup.create(
            caller.actor(), session(id), request.subject(), people(request.participants()));
    return Response.status(Response.Status.CREATED)
        .entity(
            new CreationView(
                session(id).value(),
                GroupView.of(created.group()),
                ParticipantResultView.of(created.results())))
        .build();
  }

  @GET
  @Path("/{group}")
  @Operation(operationId = "getGroup", summary = "Show a group")
  @APIResponseSchema(value = GroupView.class, responseDescription = "The group")
  @APIResponse(responseCode = "403", description = "not_in_group")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  public GroupView show(@PathParam("id") String id, @PathParam("group") String group) {
    return GroupView.of(findGroups.find(caller.actor(), session(id), group(group)));
  }

  @PATCH
  @Path("/{group}")
  @Operation(
      operationId = "changeGroup",
      summary = "Change the subject, the description or the settings of a group",
      description = "An empty description removes it.")
  @APIResponseSchema(value = GroupView.class, responseDescription = "The changed group")
  @APIResponse(responseCode = "400", description = "invalid_group")
  @APIResponse(responseCode = "403", description = "not_in_group or not_group_admin")
  @APIResponse(responseCode = "422", description = "group_refused")
  @APIResponse(
      responseCode = "429",
      description = "too_many_group_changes or rate_limited_by_whatsapp")
  public GroupView change(
      @PathParam("id") String id, @PathParam("group") String group, GroupChangeRequest request) {
    return GroupView.of(
        changeGroup.change(caller.actor(), session(id), group(group), request.change()));
  }

  @POST
  @Path("/{group}/participants")
  @Operation(
      operationId = "changeGroupParticipants",
      summary = "Add, remove, promote or demote participants",
      description = "Each has a result of its own: some can succeed while others do not.")
  @APIResponseSchema(value = ResultList.class, responseDescription = "One result for each")
  @APIResponse(responseCode = "400", description = "invalid_participants or invalid_recipient")
  @APIResponse(responseCode = "403", description = "not_in_group or not_group_admin")
  @APIResponse(responseCode = "422", description = "group_refused")
  @APIResponse(
      responseCode = "429",
      description = "too_many_group_changes or rate_limited_by_whatsapp")
  public ResultList changeParticipants(
      @PathParam("id") String id, @PathParam("group") String group, ParticipantsRequest request) {
    return new ResultList(
        ParticipantResultView.of(
            changeGroup.changeParticipants(
                caller.actor(),
                session(id),
                group(group),
                request.action(),
                people(request.participants()))));
  }

  @POST
  @Path("/{group}/leave")
  @Consumes(MediaType.WILDCARD)
  @Operation(operationId = "leaveGroup", summary = "Leave a group")
  @APIResponse(responseCode = "204", description = "The session is not in the group any more")
  @APIResponse(responseCode = "403", description = "not_in_group")
  @APIResponse(responseCode = "422", description = "group_refused")
  @APIResponse(
      responseCode = "429",
      description = "too_many_group_changes or rate_limited_by_whatsapp")
  public void leave(@PathParam("id") String id, @PathParam("group") String group) {
    changeGroup.leave(caller.actor(), session(id), group(group));
  }

  @GET
  @Path("/{group}/invite")
  @Operation(operationId = "getGroupInvite", summary = "Show the invite link of a group")
  @APIResponseSchema(value = InviteView.class, responseDescription = "The link")
  @APIResponse(responseCode = "403", description = "not_in_group or not_group_admin")
  @APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
  public InviteView invite(@PathParam("id") String id, @PathParam("group") String group) {
    return InviteView.of(findGroups.invite(caller.actor(), session(id), group(group)));
  }

  @DELETE
  @Path("/{group}/invite")
  @Operation(
      operationId = "revokeGroupInvite",
      summary = "Make the invite link of a group invalid",
      description = "The response has the link that replaces it.")
  @APIResponseSchema(value = InviteView.class, responseDescription = "The new link")
  @APIResponse(responseCode = "403", description = "not_in_group or not_group_admin")
  @APIResponse(responseCode = "422", description = "group_refused")
  @APIResponse(
      responseCode = "429",
      description = "too_many_group_changes or rate_limited_by_whatsapp")
  public InviteView revokeInvite(@PathParam("id") String id, @PathParam("group") String group) {
    return InviteView.of(changeGroup.revokeInvite(caller.actor(), session(id), group(group)));
  }

  static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private static Recipient.Group group(String text) {
    try {
      return new Recipient.Group(text);
    } catch (Refused notOne) {
      throw new Refused(GROUP_NOT_FOUND);
    }
  }

  private static List<Recipient> people(List<String> texts) {
    return Optional.ofNullable(texts).orElse(List.of()).stream().map(Recipient::parse).toList();
  }

  /** A group to be created. */
  @Schema(name = "CreateGroup")
  public record NewGroup(
      @Schema(required = true, examples = "Neighbours", maxLength = 100) String subject,
      @Schema(required = true, maxItems = 256, examples = "[\"+966507654321\"]")
          List<String> participants) {}

  /** What happens to participants of a group. */
  @Schema(name = "ChangeGroupParticipants")
  public record ParticipantsRequest(
      @Schema(required = true) ParticipantAction action,
      @Schema(required = true, maxItems = 256, examples = "[\"+966507654321\"]")
          List<String> participants) {}

  /** All groups of a session. */
  @Schema(name = "GroupList")
  public record GroupList(@Schema(required = true) List<GroupView> items) {}

  /** A new group, and what came of each participant. */
  @Schema(name = "CreatedGroup")
  public record CreationView(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true) GroupView group,
      @Schema(required = true) List<ParticipantResultView> results) {}

  /** What came of a change, for each participant. */
  @Schema(name = "GroupParticipantResults")
  public record ResultList(@Schema(required = true) List<ParticipantResultView> items) {}

  /** The invite link of a group. */
  @Schema(name = "GroupInvite")
  public record InviteView(
      @Schema(required = true, examples = "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv")
          String link) {

    static InviteView of(GroupInvite invite) {
      return new InviteView(invite.link());
    }
  }
}
