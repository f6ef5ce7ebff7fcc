package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Channels in memory. */
public final class InMemoryChannels implements Channels {

  private final Map<Recipient.Channel, Channel> channels = new LinkedHashMap<>();
  private Optional<Failure> failure = Optional.empty();

  public void put(Channel channel) {
    channels.put(channel.id(), channel);
  }

  /** From now on, WhatsApp answers this. */
  public void fail(Failure why) {
    failure = Optional.of(why);
  }

  @Override
  public Answer<List<Channel>> list() {
    return answer(
        Optional.of(channels.values().stream().filter(it -> it.role().belongs()).toList()));
  }

  @Override
  public Answer<Channel> find(Recipient.Channel channel) {
    return answer(first(it -> it.id().equals(channel)));
  }

  @Override
  public Answer<Channel> find(ChannelInvite invite) {
    return answer(first(it -> it.invite().equals(Optional.of(invite))));
  }

  @Override
  public Answer<Recipient.Channel> follow(Recipient.Channel channel) {
    return become(channel, Role.FOLLOWER);
  }

  @Override
  public Answer<Recipient.Channel> unfollow(Recipient.Channel channel) {
    return become(channel, Role.NONE);
  }

  private Answer<Recipient.Channel> become(Recipient.Channel id, Role role) {
    var known = first(it -> it.id().equals(id));
    known.filter(it -> !it.role().posts()).ifPresent(it -> put(it.with(role)));
    return answer(known.map(Channel::id));
  }

  private Optional<Channel> first(Predicate<Channel> which) {
    return channels.values().stream().filter(which).findFirst();
  }

  private <T> Answer<T> answer(Optional<T> value) {
    return failure
        .<Answer<T>>map(Answer::failed)
        .or(() -> value.map(Done::new))
        .orElseGet(() -> Answer.failed(Failure.CHANNEL_NOT_FOUND));
  }
}
