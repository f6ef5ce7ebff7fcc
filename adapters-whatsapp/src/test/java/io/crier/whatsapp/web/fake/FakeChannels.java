package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The channels: who follows and owns them, and what is posted. */
public final class FakeChannels {

  /** A channel, with what people are in it, by the name that the protocol has for that. */
  private record Channel(String id, String name, String invite, Map<Person, String> roles) {

    String role(Person person) {
      return roles.getOrDefault(person, "GUEST");
    }

    boolean isWrittenBy(Person person) {
      return role(person).matches("OWNER|ADMIN");
    }
  }

  public static final long FOLLOWERS = 4_711;
  public static final String DESCRIPTION = "What is new";

  private static final JsonMapper JSON = new JsonMapper();

  private final Directory directory;
  private final Supplier<MediaHost> media;
  private final Map<String, Channel> channels = new LinkedHashMap<>();
  private int posts = 100;
  private int lookups;
  private int refusal;

  FakeChannels(Directory directory, Supplier<MediaHost> media) {
    this.directory = directory;
    this.media = media;
  }

  static boolean isChannel(String address) {
    return address.endsWith("@newsletter");
  }

  // What people do

  /** Creates a channel in which the user of this number is an OWNER, ADMIN, SUBSCRIBER or GUEST. */
  public synchronized String create(String name, String number, String role) {
    var id = "1203630%011d@newsletter".formatted(channels.size() + 1);
    var invite = "0029VaFakeChannel%05d".formatted(channels.size() + 1);
    channels.put(id, new Channel(id, name, invite, new LinkedHashMap<>()));
    become(id, number, role);
    return id;
  }

  public synchronized void become(String channel, String number, String role) {
    channels.get(channel).roles().put(directory.person(number), role);
  }

  /** The code of its link. */
  public synchronized String invite(String channel) {
    return channels.get(channel).invite();
  }

  /** Somebody posts in a channel, for all clients of those who follow it; returns the id. */
  public String post(String channel, InboundMessage message) {
    return post(channel, message, Optional.empty());
  }

  /** The user of this number posts on the phone. */
  public String postOnPhone(String channel, String number, InboundMessage message) {
    return post(channel, message, Optional.of(number));
  }

  private String post(String channel, InboundMessage message, Optional<String> writer) {
    var id = message.id().orElseGet(() -> newId());
    var content = BinaryNode.of("plaintext").with(message.post(media.get()).encoded());
    deliver(
        channel, envelope(channel, id, message.hasFile() ? "media" : "text").with(content), writer);
    return id;
  }

  public void edit(String channel, String id, InboundMessage by) {
    var content = BinaryNode.of("plaintext").with(by.post(media.get()).encoded());
    var meta = BinaryNode.of("meta", "msg_edit_t", System.currentTimeMillis() + "");
    deliver(
        channel,
        envelope(channel, id, "text").with("edit", "3").with(meta, content),
        Optional.empty());
  }

  public void delete(String channel, String id) {
    deliver(channel, envelope(channel, id, "text").with("edit", "8"), Optional.empty());
  }

  /** Tells how often a post has been reacted to, which is no message. */
  public void react(String channel, String id) {
    deliver(
        channel,
        envelope(channel, id, "reaction").with(BinaryNode.of("reaction", "code", "👍")),
        Optional.empty());
  }

  private synchronized BinaryNode envelope(String channel, String id, String type) {
    return BinaryNode.of(
        "message",
        "from",
        channel,
        "id",
        id,
        "type",
        type,
        "t",
        ClientHandler.seconds(),
        "server_id",
        ++posts + "");
  }

  private synchronized void deliver(String channel, BinaryNode stanza, Optional<String> writer) {
    channels
        .get(channel)
        .roles()
        .keySet()
        .forEach(
            person -> {
              var isWriter = writer.map(directory::person).filter(person::equals).isPresent();
              var shown = isWriter ? stanza.with("is_sender", "true") : stanza;
              directory.devices(person).forEach(device -> device.send(shown));
            });
  }

  private static String newId() {
    return "3A" + HexFormat.of().withUpperCase().formatHex(Crypto.random(9));
  }

  // Behavior of the server

  /** Answers queries about channels with this error; 0 answers them. */
  public synchronized void refuse(int error) {
    refusal = error;
  }

  /** How often clients have asked about one channel. */
  public synchronized int lookups() {
    return lookups;
  }

  /** Why a post is refused. */
  synchronized Optional<Integer> error(Person sender, BinaryNode message) {
    var channel = channels.get(message.attribute("to"));
    if (channel == null) {
      return Optional.of(404);
    }
    if (!channel.isWrittenBy(sender)) {
      return Optional.of(403);
    }
    var isComplete =
        !message.attribute("type").equals("media")
            || media.get().hasHandle(message.attribute("media_id"))
                && !message.need("plaintext").attribute("mediatype").isEmpty();
    return isComplete ? Optional.empty() : Optional.of(400);
  }

  /** The answer to a GraphQL query, if it is about channels. */
  synchronized Optional<BinaryNode> answer(Person asking, BinaryNode query) {
    var variables = variables(query);
    return switch (query.attribute("query_id")) {
      case "6388546374527196" -> Optional.of(result("xwa2_newsletter_subscribed", list(asking)));
      case "6563316087068696" -> Optional.of(find(asking, variables));
      case "24404358912487870" ->
          Optional.of(change("xwa2_newsletter_join_v2", asking, variables, "SUBSCRIBER"));
      case "9767147403369991" ->
          Optional.of(change("xwa2_newsletter_leave_v2", asking, variables, "GUEST"));
      default -> Optional.empty();
    };
  }

  private static JsonNode variables(BinaryNode query) {
    try {
      return JSON.readTree(query.text()).path("variables");
    } catch (JsonProcessingException e) {
      throw new UnreadableException("a query that is no JSON", e);
    }
  }

  private JsonNode list(Person asking) {
    var list = JSON.createArrayNode();
    channels.values().stream()
        .filter(channel -> !channel.role(asking).equals("GUEST"))
        .forEach(channel -> list.add(shown(channel, Optional.of(asking))));
    return list;
  }

  private BinaryNode find(Person asking, JsonNode variables) {
    lookups++;
    var key = variables.at("/input/key").asText();
    var isId = variables.at("/input/type").asText().equals("JID");
    var viewer =
        Optional.of(asking).filter(it -> variables.path("fetch_viewer_metadata").asBoolean());
    return channels.values().stream()
        .filter(channel -> (isId ? channel.id() : channel.invite()).equals(key))
        .findFirst()
        .map(channel -> result("xwa2_newsletter", shown(channel, viewer)))
        .orElseGet(() -> error(404));
  }

  private BinaryNode change(String path, Person asking, JsonNode variables, String role) {
    var channel = channels.get(variables.path("newsletter_id").asText());
    if (channel == null) {
      return error(404);
    }
    if (channel.isWrittenBy(asking)) {
      return error(403);
    }
    channel.roles().put(asking, role);
    return result(path, JSON.createObjectNode().put("id", channel.id()));
  }

  private static ObjectNode shown(Channel channel, Optional<Person> viewer) {
    var json = JSON.createObjectNode().put("id", channel.id());
    json.putObject("state").put("type", "ACTIVE");
    var thread = json.putObject("thread_metadata").put("invite", channel.invite());
    thread.putObject("name").put("text", channel.name());
    thread.putObject("description").put("text", DESCRIPTION);
    thread.put("subscribers_count", FOLLOWERS + "").put("verification", "UNVERIFIED");
    viewer.ifPresent(
        it -> json.putObject("viewer_metadata").put("mute", "OFF").put("role", channel.role(it)));
    return json;
  }

  private BinaryNode result(String path, JsonNode value) {
    if (refusal != 0) {
      return error(refusal);
    }
    var json = JSON.createObjectNode();
    json.putObject("data").set(path, value);
    return BinaryNode.of("result").with(json.toString().getBytes(UTF_8));
  }

  private static BinaryNode error(int code) {
    var json = JSON.createObjectNode().putNull("data");
    var error = json.putArray("errors").addObject().put("message", "refused");
    error.putObject("extensions").put("error_code", code).put("severity", "CRITICAL");
    return BinaryNode.of("result").with(json.toString().getBytes(UTF_8));
  }
}
