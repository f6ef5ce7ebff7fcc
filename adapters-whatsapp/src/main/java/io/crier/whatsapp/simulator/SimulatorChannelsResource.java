package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.channels.ChannelProblem.CHANNEL_NOT_FOUND;
import static io.crier.domain.channels.ChannelProblem.INVALID_CHANNEL;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static jakarta.ws.rs.core.MediaType.APPLICATION_JSON;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The channels that a session finds on its simulated WhatsApp, for an admin's tests. */
@Path("/simulator/sessions/{id}/channels")
@Tag(name = "Simulator", description = "The other side of the simulated WhatsApp; role admin")
@Consumes(APPLICATION_JSON)
@Produces(APPLICATION_JSON)
@RequestScoped
public class SimulatorChannelsResource {

  @Inject SimulatedWhatsApp simulator;
  @Inject SimulatedSessions sessions;
  @Context SecurityContext caller;

  @PathParam("id")
  @Parameter(description = "The session")
  UUID id;

  @POST
  @Operation(
      operationId = "createSimulatedChannel",
      summary = "Somebody creates a channel",
      description = "It is there for the session to find, until the server restarts.")
  @APIResponseSchema(value = SimulatedChannel.class, responseDescription = "The new channel")
  @APIResponse(responseCode = "400", description = "invalid_channel or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public SimulatedChannel create(@RequestBody(required = true) ChannelRequest request) {
    var session = sessions.find(caller, id);
    var channel = require(request).create(simulator.channels(session));
    return SimulatedChannel.of(channel);
  }

  @POST
  @Path("/{channel}/posts")
  @Operation(
      operationId = "postInSimulatedChannel",
      summary = "An admin of a channel posts a text",
      description = "It reaches the session if that follows the channel.")
  @APIResponse(responseCode = "202", description = "Accepted")
  @APIResponse(responseCode = "400", description = "invalid_text or invalid_request")
  @APIResponse(responseCode = "404", description = "session_not_found or channel_not_found")
  @APIResponse(responseCode = "409", description = "not_connected: the session is not linked")
  public Response post(
      @PathParam("channel") String channel, @RequestBody(required = true) PostRequest request) {
    var session = sessions.find(caller, id);
    var text = InboundRequest.BODY.require("body", require(request).body(), INVALID_TEXT);
    simulator.channels(session).post(channel(channel), text);
    return Response.accepted().build();
  }

  private static Recipient.Channel channel(String text) {
    try {
      return new Recipient.Channel(text);
    } catch (Refused notOne) {
      throw new Refused(CHANNEL_NOT_FOUND);
    }
  }

  private static <T> T require(T request) {
    if (request == null) {
      throw new Refused(INVALID_REQUEST, "the body is missing");
    }
    return request;
  }

  /** A channel that somebody creates. */
  @Schema(name = "SimulatorNewChannel")
  public record ChannelRequest(
      @Schema(
              required = true,
              description = "what it is called",
              examples = "Harbour news",
              minLength = 1,
              maxLength = 100)
          String name,
      @Schema(description = "what it is about", examples = "Ships and tides", maxLength = 2048)
          String description,
      @Schema(description = "whether WhatsApp has verified it", defaultValue = "false")
          Boolean verified,
      @Schema(description = "what the session is in it", defaultValue = "none")
          SimulatedRole role) {

    private static final TextRule NAME = TextRule.line(100);
    private static final TextRule DESCRIPTION = TextRule.text(0, 2_048);

    Channel create(SimulatedChannels channels) {
      return channels.create(
          NAME.require("name", name, INVALID_CHANNEL),
          Optional.ofNullable(description)
              .map(it -> DESCRIPTION.require("description", it, INVALID_CHANNEL)),
          Boolean.TRUE.equals(verified),
          Role.valueOf(Optional.ofNullable(role).orElse(SimulatedRole.NONE).name()));
    }
  }

  /** What the session is in a channel that somebody creates. */
  public enum SimulatedRole {
    NONE,
    FOLLOWER,
    ADMIN,
    OWNER
  }

  /** What an admin of a channel posts. */
  @Schema(name = "SimulatorPost")
  public record PostRequest(
      @Schema(
              required = true,
              description = "the text",
              examples = "High tide at noon",
              minLength = 1,
              maxLength = 100_000)
          String body) {}

  /** Where the session finds a channel. */
  @Schema(name = "SimulatorChannel")
  public record SimulatedChannel(
      @Schema(required = true, examples = "120363144038483540@newsletter") String id,
      @Schema(required = true, examples = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn")
          String link) {

    static SimulatedChannel of(Channel channel) {
      return new SimulatedChannel(
          channel.id().text(), channel.invite().map(ChannelInvite::link).orElseThrow());
    }
  }
}
