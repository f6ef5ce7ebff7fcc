package io.crier.application.sessions;

import io.crier.domain.channels.Channel;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;

/** What happens to channels on WhatsApp. */
public interface ChannelSide {

  /** A new channel, in which the account of the session has this role. */
  Channel create(SessionId session, String name, Channel.Role role);

  /** An admin of a channel posts a text in it. */
  void post(SessionId session, Recipient.Channel channel, String text);
}
