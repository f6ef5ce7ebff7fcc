package io.crier.domain.channels;

import io.crier.domain.TextRule;
import io.crier.domain.messages.Recipient;
import java.util.Optional;

/**
 * A channel on WhatsApp, as the account of a session sees it.
 *
 * @param invite with which anybody finds it, if WhatsApp tells
 * @param followers how many follow it, if WhatsApp tells
 */
public record Channel(
    Recipient.Channel id,
    String name,
    Optional<String> description,
    Optional<ChannelInvite> invite,
    Optional<Long> followers,
    boolean verified,
    Role role) {

  public Channel {
    name = TextRule.repaired(name);
    description = description.map(TextRule::repaired).filter(text -> !text.isEmpty());
  }

  /** The same when the account has become something else in it. */
  public Channel with(Role other) {
    return new Channel(id, name, description, invite, followers, verified, other);
  }

  /** What the account is in a channel. */
  public enum Role {
    /** It created the channel, and posts in it. */
    OWNER,
    /** It posts in the channel. */
    ADMIN,
    FOLLOWER,
    NONE;

    public boolean posts() {
      return this == OWNER || this == ADMIN;
    }

    /** Whether the channel is among those of the account. */
    public boolean belongs() {
      return this != NONE;
    }
  }
}
