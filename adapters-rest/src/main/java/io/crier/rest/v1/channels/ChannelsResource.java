package io.crier.rest.v1.channels;

import static io.crier.domain.channels.ChannelProblem.CHANNEL_NOT_FOUND;
import static io.crier.domain.channels.ChannelProblem.INVALID_CHANNEL;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.channels.FollowChannels;
import io.crier.domain.Refused;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.channels.ChannelView.ChannelList;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The channels that a session follows or owns. */
@Path("/v1/sessions/{id}/channels")
@Tag(
    name = "Channels",
    description =
        "Where admins post for all who follow. What a session posts is a message to the channel;"
            + " what others post is a message from it, if the session has the setting channels:"
            + " receive.")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@APIResponse(responseCode = "404", description = "session_not_found or channel_not_found")
@APIResponse(responseCode = "409", description = "not_connected")
@APIResponse(responseCode = "422", description = "channel_refused")
@APIResponse(responseCode = "429", description = "rate_limited_by_whatsapp")
@APIResponse(
    responseCode = "501",
    description = "channels_unsupported: the engine has no channels, and what it can do")
@APIResponse(responseCode = "503", description = "whatsapp_silent: a change may have been made")
public class ChannelsResource {

  @Inject FollowChannels followChannels;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listChannels",
      summary = "List the channels that the session follows or owns",
      description = "As WhatsApp has them now, by name. With a link, the channel that it leads to.")
  @APIResponseSchema(value = ChannelList.class, responseDescription = "All of them")
  @APIResponse(responseCode = "400", description = "invalid_channel")
  public ChannelList list(
      @PathParam("id") String id,
      @QueryParam("link")
          @Parameter(
              description = "only the channel with this link, whether it is followed or not",
              example = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn")
          String link) {
    var session = session(id);
    return ChannelList.of(
        link == null
            ? followChannels.list(caller.actor(), session)
            : List.of(followChannels.find(caller.actor(), session, ChannelInvite.parse(link))));
  }

  @POST
  @Operation(
      operationId = "followChannel",
      summary = "Follow a channel",
      description = "Done as well if the session follows it already.")
  @APIResponseSchema(value = ChannelView.class, responseDescription = "The channel")
  @APIResponse(responseCode = "400", description = "invalid_channel")
  @APIResponse(
      responseCode = "429",
      description = "too_many_channel_changes or rate_limited_by_whatsapp")
  public ChannelView follow(@PathParam("id") String id, FollowRequest request) {
    return ChannelView.of(followChannels.follow(caller.actor(), session(id), request.channelId()));
  }

  @GET
  @Path("/{channel}")
  @Operation(
      operationId = "getChannel",
      summary = "Show a channel",
      description = "As WhatsApp has it now, whether the session follows it or not.")
  @APIResponseSchema(value = ChannelView.class, responseDescription = "The channel")
  public ChannelView show(@PathParam("id") String id, @PathParam("channel") String channel) {
    return ChannelView.of(followChannels.find(caller.actor(), session(id), channel(channel)));
  }

  @DELETE
  @Path("/{channel}")
  @Operation(
      operationId = "unfollowChannel",
      summary = "Leave a channel",
      description = "Done as well if the session does not follow it. Owners cannot leave theirs.")
  @APIResponse(responseCode = "204", description = "The session does not follow it")
  @APIResponse(
      responseCode = "429",
      description = "too_many_channel_changes or rate_limited_by_whatsapp")
  public void unfollow(@PathParam("id") String id, @PathParam("channel") String channel) {
    followChannels.unfollow(caller.actor(), session(id), channel(channel));
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private static Recipient.Channel channel(String text) {
    try {
      return new Recipient.Channel(text);
    } catch (Refused notOne) {
      throw new Refused(CHANNEL_NOT_FOUND);
    }
  }

  /** The channel to follow. */
  @Schema(name = "FollowChannel")
  public record FollowRequest(
      @Schema(
              required = true,
              description = "its id, which the list shows for a link",
              examples = "120363144038483540@newsletter")
          String channel) {

    Recipient.Channel channelId() {
      try {
        return new Recipient.Channel(channel);
      } catch (Refused notOne) {
        throw new Refused(INVALID_CHANNEL);
      }
    }
  }
}
