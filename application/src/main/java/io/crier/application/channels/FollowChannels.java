package io.crier.application.channels;

import static io.crier.domain.channels.ChannelProblem.CHANNELS_UNSUPPORTED;
import static io.crier.domain.channels.ChannelProblem.CHANNEL_REFUSED;
import static io.crier.domain.channels.ChannelProblem.TOO_MANY_CHANNEL_CHANGES;

import io.crier.application.Actor;
import io.crier.application.RateLimit;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Channels;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** Shows the channels of a session's account as WhatsApp has them now, follows and leaves them. */
public final class FollowChannels {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int AT_ONCE = 10;

  private final UseConnection useConnection;
  private final RateLimit<SessionId> limit;

  public FollowChannels(UseConnection useConnection, InstantSource clock) {
    this.useConnection = useConnection;
    limit = new RateLimit<>(INTERVAL, AT_ONCE, clock);
  }

  /** Those that the account follows or owns, in the order of their names. */
  public List<Channel> list(Actor actor, SessionId session) {
    return value(channels(actor, session).list()).stream()
        .sorted(Comparator.comparing(Channel::name).thenComparing(channel -> channel.id().text()))
        .toList();
  }

  /** Any channel, also one that the account does not follow. */
  public Channel find(Actor actor, SessionId session, Recipient.Channel channel) {
    return value(channels(actor, session).find(channel));
  }

  /** Any channel, also one that the account does not follow. */
  public Channel find(Actor actor, SessionId session, ChannelInvite invite) {
    return value(channels(actor, session).find(invite));
  }

  /** Idempotent. */
  public Channel follow(Actor actor, SessionId session, Recipient.Channel channel) {
    var channels = changing(actor, session);
    if (!value(channels.find(channel)).role().belongs()) {
      value(channels.follow(channel));
    }
    return value(channels.find(channel));
  }

  /** Idempotent. */
  public void unfollow(Actor actor, SessionId session, Recipient.Channel channel) {
    value(changing(actor, session).unfollow(channel));
  }

  private Channels changing(Actor actor, SessionId session) {
    actor.require(Role.SEND);
    var channels = channels(actor, session);
    limit
        .excess(session)
        .ifPresent(
            excess -> {
              throw new Refused(TOO_MANY_CHANNEL_CHANGES, excess);
            });
    return channels;
  }

  private static <T> T value(Answer<T> answer) {
    return UseConnection.value(answer, CHANNEL_REFUSED);
  }

  private Channels channels(Actor actor, SessionId session) {
    return useConnection.require(
        actor, session, Ability.CHANNELS, Engine.Connection::channels, CHANNELS_UNSUPPORTED);
  }
}
