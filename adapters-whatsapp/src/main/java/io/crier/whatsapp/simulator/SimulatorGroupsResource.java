package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.groups.GroupProblem.GROUP_NOT_FOUND;
import static io.crier.domain.groups.GroupProblem.INVALID_GROUP;
import static io.crier.domain.groups.GroupProblem.NOT_GROUP_ADMIN;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.application.sessions.Groups;
import io.crier.domain.Refused;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the people of the simulated WhatsApp do with groups, for an admin's tests. */
@Path("/simulator/sessions/{id}/groups")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorGroupsResource {

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "createSimulatedGroup",
      summary = "Somebody creates a group with the session",
      description = "Or without it; the session can join that one with its invite link.")
  @APIResponseSchema(value = GroupView.class, responseDescription = "The new group")
  @APIResponse(
      responseCode = "400",
      description = "invalid_recipient, invalid_group or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public GroupView create(@RequestBody(required = true) GroupRequest request) {
    var session = session();
    require(request);
    Group.SUBJECT.require("subject", request.subject(), INVALID_GROUP);
    var people = new ArrayList<>(people(request.participants()));
    if (!Boolean.FALSE.equals(request.withSession())) {
      people.add(simulator.self(session));
    }
    var created =
        simulator
            .groups(session)
            .create(Recipient.parse(request.by()), request.subject(), List.copyOf(people));
    var group = created.group().id();
    return new GroupView(group.text(), simulator.invite(session, group).link());
  }

  @POST
  @Path("/{group}/participants")
  @Operation(
      operationId = "changeSimulatedParticipants",
      summary = "An admin of a group adds, removes, promotes or demotes people",
      description = "The session may be one of them.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(responseCode = "400", description = "invalid_recipient or invalid_request")
  @APIResponse(responseCode = "403", description = "not_group_admin")
  @APIResponse(responseCode = "404", description = "session_not_found or group_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response changeParticipants(
      @PathParam("group") @Parameter(description = "The group") String group,
      @RequestBody(required = true) ParticipantsRequest request) {
    var session = session();
    require(request);
    if (!(Recipient.parse(group) instanceof Recipient.Group known)) {
      throw new Refused(GROUP_NOT_FOUND);
    }
    var answer =
        simulator
            .groups(session)
            .changeParticipants(
                known,
                Recipient.parse(request.by()),
                Optional.ofNullable(request.action())
                    .orElseThrow(() -> new Refused(INVALID_REQUEST, "action: is required")),
                people(request.participants()));
    if (answer instanceof Groups.Answer.Failed<?> failed) {
      throw new Refused(
          failed.why() == Groups.Failure.NOT_ADMIN ? NOT_GROUP_ADMIN : GROUP_NOT_FOUND);
    }
    return Response.accepted().build();
  }

  private static List<Recipient> people(List<String> texts) {
    return Optional.ofNullable(texts).orElse(List.of()).stream().map(Recipient::parse).toList();
  }

  private SessionId session() {
    return sessions.find(caller, id);
  }

  private static void require(Object body) {
    if (Objects.isNull(body)) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
  }

  /** A group that somebody creates. */
  @Schema(name = "SimulatorNewGroup")
  public record GroupRequest(
      @Schema(required = true, description = "who creates it", examples = "+966507654321")
          String by,
      @Schema(required = true, examples = "Neighbours") String subject,
      @Schema(
              description = "whom else it has, besides the session",
              examples = "[\"+966501234567\"]")
          List<String> participants,
      @Schema(description = "whether the session is in it", defaultValue = "true")
          Boolean withSession) {}

  /** What an admin does to people in a group. */
  @Schema(name = "SimulatorParticipants")
  public record ParticipantsRequest(
      @Schema(required = true, description = "the admin", examples = "+966507654321") String by,
      @Schema(required = true) ParticipantAction action,
      @Schema(required = true, description = "whom it concerns", examples = "[\"+966501234567\"]")
          List<String> participants) {}

  /** A group on the simulated network. */
  @Schema(name = "SimulatorGroup")
  public record GroupView(
      @Schema(required = true, examples = "120363041234567890@g.us") String id,
      @Schema(required = true, examples = "https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv")
          String invite) {}
}
