package io.crier.whatsapp.web;

import io.crier.application.sessions.ChannelSide;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.web.fake.FakeChannels;
import io.crier.whatsapp.web.fake.InboundMessage;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What happens on the fake WhatsApp to channels.
 *
 * @param linked whose account the session uses
 * @param later takes what is done with the next step
 */
record WebChannelSide(FakeChannels channels, PhoneNumber linked, Consumer<Runnable> later)
    implements ChannelSide {

  @Override
  public Channel create(SessionId session, String name, Channel.Role role) {
    var theirs =
        switch (role) {
          case OWNER, ADMIN -> role.name();
          case FOLLOWER -> "SUBSCRIBER";
          case NONE -> "GUEST";
        };
    var id = channels.create(name, linked.value(), theirs);
    return new Channel(
        new Recipient.Channel(id),
        name,
        Optional.of(FakeChannels.DESCRIPTION),
        Optional.of(new ChannelInvite(channels.invite(id))),
        Optional.of(FakeChannels.FOLLOWERS),
        false,
        role);
  }

  @Override
  public void post(SessionId session, Recipient.Channel channel, String text) {
    later.accept(() -> channels.post(channel.text(), InboundMessage.text(text)));
  }
}
