package io.crier.rest.v1.channels;

import io.crier.domain.channels.Channel;
import io.crier.domain.channels.ChannelInvite;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A channel on WhatsApp. */
@Schema(name = "Channel")
public record ChannelView(
    @Schema(required = true, examples = "120363144038483540@newsletter") String id,
    @Schema(required = true, examples = "Harbour news") String name,
    @Schema(examples = "Ships and tides") Optional<String> description,
    @Schema(examples = "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn") Optional<String> link,
    @Schema(examples = "4711") Optional<Long> followers,
    @Schema(required = true, examples = "false") boolean verified,
    @Schema(required = true) ChannelRole role) {

  static ChannelView of(Channel channel) {
    return new ChannelView(
        channel.id().text(),
        channel.name(),
        channel.description(),
        channel.invite().map(ChannelInvite::link),
        channel.followers(),
        channel.verified(),
        ChannelRole.valueOf(channel.role().name()));
  }

  /** What the session's account is in a channel. */
  public enum ChannelRole {
    OWNER,
    ADMIN,
    FOLLOWER,
    NONE
  }

  /** Channels of WhatsApp. */
  @Schema(name = "ChannelList")
  public record ChannelList(@Schema(required = true) List<ChannelView> items) {

    static ChannelList of(List<Channel> channels) {
      return new ChannelList(channels.stream().map(ChannelView::of).toList());
    }
  }
}
