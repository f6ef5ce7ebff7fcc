package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Channels;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Answer.Failed;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.Refused;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.LruCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The channels of one session, through WAHA. */
final class WahaChannels implements Channels {

  /** A channel that is posted in often is asked for once in this time. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final SessionApi api;
  private final BooleanSupplier connected;
  private final InstantSource clock;

  /** When WAHA last told that the account may post. */
  private final LruCache<Recipient.Channel, Instant> posting = new LruCache<>(1_000);

  WahaChannels(SessionApi api, BooleanSupplier connected, InstantSource clock) {
    this.api = api;
    this.connected = connected;
    this.clock = clock;
  }

  @Override
  public Answer<List<Channel>> list() {
    return Question.ask(
        connected, () -> api.channels().valueStream().flatMap(it -> channel(it).stream()).toList());
  }

  @Override
  public Answer<Channel> find(Recipient.Channel channel) {
    return find(channel.text());
  }

  @Override
  public Answer<Channel> find(ChannelInvite invite) {
    // Only who asks by the id is told the role by each of WAHA's engines.
    return then(find(invite.code()), found -> find(found.id()));
  }

  /**
   * WAHA fails in the same way if WhatsApp knows no such channel and if it cannot ask, so this asks
   * for something else.
   */
  private Answer<Channel> find(String idOrCode) {
    var asked = Question.ask(connected, () -> channel(api.channel(idOrCode)));
    return switch (asked) {
      case Done<Optional<Channel>> done ->
          done.value().<Answer<Channel>>map(Done::new).orElseGet(WahaChannels::unknown);
      case Failed<Optional<Channel>> failed ->
          failed.why() == Failure.NO_ANSWER && list() instanceof Done
              ? unknown()
              : Answer.failed(failed.why());
    };
  }

  private static <T> Answer<T> unknown() {
    return Answer.failed(Failure.CHANNEL_NOT_FOUND);
  }

  @Override
  public Answer<Recipient.Channel> follow(Recipient.Channel channel) {
    return then(
        find(channel),
        found -> found.role().belongs() ? new Done<>(channel) : change("follow", channel));
  }

  /** WAHA gives no reason when WhatsApp keeps owners in their channels. */
  @Override
  public Answer<Recipient.Channel> unfollow(Recipient.Channel channel) {
    posting.remove(channel);
    return then(
        find(channel),
        found ->
            switch (found.role()) {
              case NONE -> new Done<>(channel);
              case OWNER -> Answer.failed(Failure.REFUSED);
              case ADMIN, FOLLOWER -> change("unfollow", channel);
            });
  }

  private Answer<Recipient.Channel> change(String verb, Recipient.Channel channel) {
    return Question.ask(
        connected,
        () -> {
          api.changeChannel(verb, channel.text());
          return channel;
        });
  }

  private static <T, S> Answer<S> then(Answer<T> answer, Function<T, Answer<S>> next) {
    return switch (answer) {
      case Done<T> done -> next.apply(done.value());
      case Failed<T> failed -> Answer.failed(failed.why());
    };
  }

  /** Why the account cannot post in a channel; empty if it can. */
  Optional<Fault> refusal(Recipient.Channel channel) {
    var now = clock.instant();
    if (posting.get(channel).filter(at -> at.isAfter(now.minus(FRESH))).isPresent()) {
      return Optional.empty();
    }
    return switch (find(channel)) {
      case Done<Channel> found -> {
        if (found.value().role().posts()) {
          posting.put(channel, now);
          yield Optional.empty();
        }
        yield Optional.of(Fault.NOT_CHANNEL_ADMIN);
      }
      case Failed<Channel> failed ->
          Optional.of(
              switch (failed.why()) {
                case CHANNEL_NOT_FOUND -> Fault.CHANNEL_NOT_FOUND;
                case NOT_CONNECTED -> Fault.NOT_CONNECTED;
                case RATE_LIMITED -> Fault.RATE_LIMITED;
                case REFUSED -> Fault.UNSUPPORTED;
                default -> Fault.ENGINE_FAILED;
              });
    };
  }

  /** Why a post failed, if that is because the account is no longer an admin. */
  Optional<Fault> refusalOfFailed(Recipient.Channel channel) {
    posting.remove(channel);
    return refusal(channel)
        .filter(it -> it == Fault.NOT_CHANNEL_ADMIN || it == Fault.CHANNEL_NOT_FOUND);
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
              Optional.of(json.path("subscribersCount"))
                  .filter(JsonNode::isIntegralNumber)
                  .map(JsonNode::asLong),
              json.path("verified").asBoolean(),
              role(json.path("role").asText())));
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }

  private static Optional<ChannelInvite> invite(String link) {
    try {
      return Optional.of(ChannelInvite.parse(link));
    } catch (Refused invalid) {
      return Optional.empty();
    }
  }

  private static Role role(String text) {
    return switch (text) {
      case "OWNER" -> Role.OWNER;
      case "ADMIN" -> Role.ADMIN;
      case "SUBSCRIBER" -> Role.FOLLOWER;
      default -> Role.NONE;
    };
  }
}
