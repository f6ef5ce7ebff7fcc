package io.crier.whatsapp.simulator;

import io.crier.application.sessions.Channels;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.Refused;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.channels.ChannelProblem;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.whatsapp.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The channels of a simulated network, which its account follows and others write. */
record SimulatedChannels(
    Network network, Scheduler scheduler, Codes codes, BooleanSupplier connected)
    implements Channels {

  @Override
  public Answer<List<Channel>> list() {
    return answer(Optional.of(book().all().stream().filter(it -> it.role().belongs()).toList()));
  }

  @Override
  public Answer<Channel> find(Recipient.Channel channel) {
    return answer(book().find(channel));
  }

  @Override
  public Answer<Channel> find(ChannelInvite invite) {
    return answer(
        book().all().stream().filter(it -> it.invite().equals(Optional.of(invite))).findFirst());
  }

  @Override
  public Answer<Recipient.Channel> follow(Recipient.Channel channel) {
    return change(
        channel,
        role -> {
          book().change(channel, role.posts() ? role : Role.FOLLOWER);
          return true;
        });
  }

  @Override
  public Answer<Recipient.Channel> unfollow(Recipient.Channel channel) {
    return change(
        channel,
        role -> {
          if (!role.posts()) {
            book().change(channel, Role.NONE);
          }
          return !role.posts();
        });
  }

  private Answer<Recipient.Channel> change(
      Recipient.Channel channel, Function<Role, Boolean> change) {
    return switch (find(channel)) {
      case Answer.Failed<Channel> failed -> Answer.failed(failed.why());
      case Answer.Done<Channel> done ->
          change.apply(done.value().role()) ? new Done<>(channel) : Answer.failed(Failure.REFUSED);
    };
  }

  // Others

  /** A new channel, in which the account has this role. */
  Channel create(String name, Optional<String> description, boolean verified, Role role) {
    var channel =
        new Channel(
            new Recipient.Channel(codes.channel()),
            name,
            description,
            Optional.of(new ChannelInvite(codes.invite())),
            Optional.of(1L),
            verified,
            role);
    book().add(channel);
    return channel;
  }

  /** An admin of the channel posts a text in it, which reaches those who follow it. */
  void post(Recipient.Channel id, String text) {
    var channel = book().find(id).orElseThrow(() -> new Refused(ChannelProblem.CHANNEL_NOT_FOUND));
    if (channel.role().belongs()) {
      network.receive(
          new Event.Received(
              WhatsAppId.next(codes.random()),
              id,
              Optional.empty(),
              new Content.Text(text),
              scheduler.now()));
    }
  }

  private ChannelBook book() {
    return network.channels();
  }

  private <T> Answer<T> answer(Optional<T> value) {
    if (!connected.getAsBoolean()) {
      return Answer.failed(Failure.NOT_CONNECTED);
    }
    return value
        .<Answer<T>>map(Done::new)
        .orElseGet(() -> Answer.failed(Failure.CHANNEL_NOT_FOUND));
  }
}
