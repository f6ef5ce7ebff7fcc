package io.crier.whatsapp.waha;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.crier.application.sessions.ChannelSide;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The channels at a fake WAHA, which gives no reason for a failure. */
final class FakeWahaChannels implements ChannelSide {

  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private final BiConsumer<String, JsonNode> posts;
  private int lookups;
  private int posted;
  private int refusal;

  FakeWahaChannels(BiConsumer<String, JsonNode> posts) {
    this.posts = posts;
  }

  /** Responds with this status from now on; 0 responds as usual. */
  synchronized void refuse(int status) {
    refusal = status;
  }

  /** How often one channel has been asked for. */
  synchronized int lookups() {
    return lookups;
  }

  synchronized void become(Recipient.Channel channel, Role role) {
    channels.computeIfPresent(channel.text(), (id, known) -> known.with(role));
  }

  /** Whether WhatsApp refuses messages to this chat. */
  synchronized boolean refuses(String chat) {
    return chat.endsWith("@newsletter")
        && !(channels.containsKey(chat) && channels.get(chat).role().posts());
  }

  synchronized void respond(HttpExchange exchange, String call) throws IOException {
    var parts = call.replace("%40", "@").replaceFirst(".*/channels/?", "").split("/");
    if (refusal != 0) {
      exchange.sendResponseHeaders(refusal, -1);
    } else if (parts.length == 2) {
      exchange.sendResponseHeaders(changed(parts[0], parts[1]) ? 201 : 500, -1);
    } else if (parts[0].isEmpty()) {
      var list = JsonTrees.MAPPER.createArrayNode();
      channels.values().stream()
          .filter(it -> it.role().belongs())
          .forEach(it -> list.add(json(it)));
      respond(exchange, list);
    } else {
      lookups++;
      var found = find(parts[0]);
      if (found.isPresent()) {
        respond(exchange, found.get());
      } else {
        exchange.sendResponseHeaders(500, -1);
      }
    }
  }

  private boolean changed(String id, String verb) {
    var role = verb.equals("follow") ? Role.FOLLOWER : Role.NONE;
    return channels.computeIfPresent(
            id, (same, known) -> known.role().posts() ? known : known.with(role))
        != null;
  }

  /** Whoever asks by the code of the link is not told the role. */
  private Optional<JsonNode> find(String idOrCode) {
    return Optional.ofNullable(channels.get(idOrCode))
        .map(FakeWahaChannels::json)
        .or(
            () ->
                channels.values().stream()
                    .filter(it -> it.invite().orElseThrow().code().equals(idOrCode))
                    .findFirst()
                    .map(it -> json(it).put("role", "GUEST")))
        .map(JsonNode.class::cast);
  }

  private static void respond(HttpExchange exchange, JsonNode json) throws IOException {
    var body = json.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static ObjectNode json(Channel channel) {
    var role =
        switch (channel.role()) {
          case OWNER, ADMIN -> channel.role().name();
          case FOLLOWER -> "SUBSCRIBER";
          case NONE -> "GUEST";
        };
    return JsonTrees.MAPPER
        .createObjectNode()
        .put("id", channel.id().text())
        .put("name", channel.name())
        .put("description", channel.description().orElse(null))
        .put("invite", "https://www.whatsapp.com/channel/" + channel.invite().orElseThrow().code())
        .put("subscribersCount", channel.followers().orElse(null))
        .put("verified", channel.verified())
        .put("role", role);
  }

  @Override
  public synchronized Channel create(SessionId session, String name, Role role) {
    var number = channels.size() + 1;
    var channel =
        new Channel(
            new Recipient.Channel("1203630%011d@newsletter".formatted(number)),
            name,
            Optional.of("What is new"),
            Optional.of(new ChannelInvite("0029VaFakeChannel%05d".formatted(number))),
            Optional.of(4_711L),
            true,
            role);
    channels.put(channel.id().text(), channel);
    return channel;
  }

  @Override
  public synchronized void post(SessionId session, Recipient.Channel channel, String text) {
    posted++;
    posts.accept(
        "message.any",
        JsonTrees.MAPPER
            .createObjectNode()
            .put("id", "false_" + channel.text() + "_3AP05T" + posted)
            .put("timestamp", 1_795_255_205L)
            .put("from", channel.text())
            .put("participant", channel.text())
            .put("fromMe", false)
            .put("body", text));
  }
}
