package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import java.util.List;

/**
 * The channels of one session's account on WhatsApp. Every call asks WhatsApp, and returns within a
 * bounded time.
 */
public interface Channels {

  /** The channels that the account follows or owns. */
  Answer<List<Channel>> list();

  Answer<Channel> find(Recipient.Channel channel);

  Answer<Channel> find(ChannelInvite invite);

  /** Done as well if the account follows it already. Returns the channel. */
  Answer<Recipient.Channel> follow(Recipient.Channel channel);

  /** Done as well if the account does not follow it. Returns the channel. */
  Answer<Recipient.Channel> unfollow(Recipient.Channel channel);
}
