package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Channels;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.Refused;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The channels of one session, through the side process. */
record WebChannels(ProcessLink link, BooleanSupplier connected) implements Channels {

  @Override
  public Answer<List<Channel>> list() {
    return ask(
        line("list"),
        answer ->
            new Done<>(
                answer
                    .path("channels")
                    .valueStream()
                    .flatMap(it -> channel(it).stream())
                    .toList()));
  }

  @Override
  public Answer<Channel> find(Recipient.Channel channel) {
    return find(line("find").put("id", channel.text()));
  }

  @Override
  public Answer<Channel> find(ChannelInvite invite) {
    return find(line("find").put("code", invite.code()));
  }

  private Answer<Channel> find(ObjectNode line) {
    return ask(
        line,
        answer ->
            channel(answer.path("channel"))
                .<Answer<Channel>>map(Done::new)
                .orElseGet(() -> Answer.failed(Failure.CHANNEL_NOT_FOUND)));
  }

  @Override
  public Answer<Recipient.Channel> follow(Recipient.Channel channel) {
    return ask(line("follow").put("id", channel.text()), answer -> new Done<>(channel));
  }

  @Override
  public Answer<Recipient.Channel> unfollow(Recipient.Channel channel) {
    return ask(line("unfollow").put("id", channel.text()), answer -> new Done<>(channel));
  }

  private ObjectNode line(String action) {
    return link.line("channel").put("action", action);
  }

  private <T> Answer<T> ask(ObjectNode line, Function<JsonNode, Answer<T>> read) {
    return Question.answer(link, connected, line, read);
  }

  /** Empty if it has no valid id. */
  private static Optional<Channel> channel(JsonNode json) {
    try {
      return Optional.of(
          new Channel(
              new Recipient.Channel(json.path("id").asText()),
              json.path("name").asText(),
              Optional.ofNullable(json.path("description").textValue()),
              invite(json.path("invite").asText()),
              Optional.of(json.path("followers"))
                  .filter(JsonNode::isIntegralNumber)
                  .map(JsonNode::asLong),
              json.path("verified").asBoolean(),
              Role.valueOf(json.path("role").asText().toUpperCase(Locale.ROOT))));
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }

  private static Optional<ChannelInvite> invite(String code) {
    try {
      return Optional.of(new ChannelInvite(code));
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }
}
