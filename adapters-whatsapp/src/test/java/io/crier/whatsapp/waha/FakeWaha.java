package io.crier.whatsapp.waha;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.calls.CallId;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.Signature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fake of a WAHA server with one session. It checks the key, follows WAHA's states, and signs its
 * posts with the configured key. Posts are queued until {@link #deliver} is called, and requeued
 * unless the response is 200.
 */
public final class FakeWaha implements WhatsAppSide, AutoCloseable {

  public static final String KEY = "waha-api-key";
  public static final Map<String, String> SETTINGS = Map.of("apiKey", KEY);

  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<JsonNode> rejected = new CopyOnWriteArrayList<>();
  private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
  private final Set<String> absent = ConcurrentHashMap.newKeySet();
  private final FakeWahaFiles files = new FakeWahaFiles();
  private final FakeWahaLabels labels = new FakeWahaLabels(this::post);
  private final FakeWahaChannels channels = new FakeWahaChannels(this::post);
  private final Queue<byte[]> posts = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile JsonNode config = JsonTrees.MAPPER.missingNode();
  private volatile String status = "NONE";
  private volatile PhoneNumber number;
  private volatile int refusal;
  private volatile String idField = "id";
  private HttpServer server;

  /** The receiver of posts; returns the HTTP status of its response. */
  public interface Webhook {
    int post(URI url, String signature, byte[] body);
  }

  public FakeWaha() {
    this(0);
  }

  /**
   * @param port to listen on; 0 chooses a free one
   */
  public FakeWaha(int port) {
    listen(port);
  }

  private void listen(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::respond);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Prevents clients from reusing a connection to a server that was stopped.
      exchange.getResponseHeaders().set("Connection", "close");
      var body = exchange.getRequestBody().readAllBytes();
      var call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
        respond(exchange, 401, object());
      } else if (call.startsWith("GET /api/files/")) {
        files.respond(exchange, call.substring("GET /api/files/".length()));
      } else if (call.contains(" /api/default/labels")) {
        respond(exchange, labels.status(), labels.respond(call, body));
      } else if (call.contains(" /api/default/channels")) {
        channels.respond(exchange, call);
      } else if (call.startsWith("GET /api/default/chats/")) {
        respond(exchange, 200, object().set("media", object().put("url", files.url())));
      } else if (call.matches("(PUT|DELETE) /api/default/chats/.*")) {
        var ids = call.replaceAll(".*/chats/", "").split("/messages/");
        var change = body.length == 0 ? object() : (ObjectNode) JsonTrees.MAPPER.readTree(body);
        change.put("chatId", ids[0]).put("changes", ids[1]);
        message(exchange, new WahaMessage(body.length == 0 ? "deletion" : "edit", change));
      } else {
        respond(exchange, call, body.length == 0 ? object() : JsonTrees.MAPPER.readTree(body));
      }
    }
  }

  private void respond(HttpExchange exchange, String call, JsonNode body) throws IOException {
    switch (call) {
      case "POST /api/sessions" -> {
        config = body.path("config");
        start();
        respond(exchange, 201, session());
      }
      case "PUT /api/sessions/default" -> {
        config = body.path("config");
        respond(exchange, 200, session());
      }
      case "GET /api/sessions/default" ->
          respond(exchange, status.equals("NONE") ? 404 : 200, session());
      case "POST /api/sessions/default/start" -> {
        start();
        respond(exchange, 201, session());
      }
      case "POST /api/sessions/default/stop", "POST /api/sessions/default/logout" -> {
        number = call.endsWith("logout") ? null : number;
        status = "STOPPED";
        respond(exchange, 201, session());
      }
      case "GET /api/default/auth/qr" ->
          respond(exchange, 200, object().put("value", "2@fake," + ids.get()));
      case "POST /api/default/auth/request-code" ->
          respond(exchange, 201, object().put("code", "ABCD2345"));
      case "POST /api/default/calls/reject" -> {
        rejected.add(body);
        respond(exchange, 201, object());
      }
      case "GET /api/contacts/check-exists" -> {
        var digits = exchange.getRequestURI().getQuery().replaceAll(".*phone=(\\d+).*", "$1");
        var exists = object().put("numberExists", !absent.contains(digits));
        respond(exchange, 200, exists.put("chatId", digits + "@c.us"));
      }
      default ->
          message(exchange, new WahaMessage(call.substring(call.lastIndexOf('/') + 1), body));
    }
  }

  private void message(HttpExchange exchange, WahaMessage message) throws IOException {
    requests.add(message.body());
    if (!status.equals("WORKING")) {
      respond(exchange, 422, object().put("status", status));
      return;
    }
    if (!message.hasContent()) {
      respond(exchange, 201, object().put("result", true));
      return;
    }
    var chat = message.chat();
    var unknown = absent.contains(chat.replaceAll("@.*", "")) || channels.refuses(chat);
    if (refusal != 0 || unknown) {
      respond(exchange, refusal == 0 ? 500 : refusal, object());
      return;
    }
    var id = "3EB0FAKE" + ids.incrementAndGet();
    arrived.add(message.arrived(new WhatsAppId(id)));
    var whole = "true_" + chat + "_" + id;
    respond(exchange, 201, message.keepsId() ? object() : WahaMessage.withId(whole, idField));
    if (message.keepsId()) {
      return;
    }
    for (var ack : List.of(2, 3)) {
      post("message.ack", object().put("id", whole).put("ack", ack));
    }
  }

  private ObjectNode session() {
    var session = object().put("name", "default").put("status", status);
    session.set("config", config);
    if (number != null && status.equals("WORKING")) {
      session.putObject("me").put("id", number.digits() + "@c.us");
    }
    return session;
  }

  private void start() {
    setStatus(number == null ? "SCAN_QR_CODE" : "WORKING");
  }

  private static void respond(HttpExchange exchange, int status, JsonNode json) throws IOException {
    var body = json.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Delivers queued posts; those that are not accepted are queued again. */
  public void deliver(Webhook webhook) {
    var url = config.at("/webhooks/0/url").asText();
    for (var waiting = posts.size(); waiting > 0 && !url.isEmpty(); waiting--) {
      var body = posts.poll();
      if (webhook.post(URI.create(url), signature(body), body) != 200) {
        posts.add(body);
      }
    }
  }

  public String signature(byte[] body) {
    return Signature.SHA512.sign(body, config.at("/webhooks/0/hmac/key").asText());
  }

  public void post(String event, JsonNode payload) {
    var post = object().put("id", "evt_" + ids.incrementAndGet()).put("event", event);
    post.put("session", "default").set("payload", payload);
    posts.add(post.toString().getBytes(UTF_8));
  }

  /** A message from this sender, still without content. */
  public ObjectNode from(Recipient from) {
    var chat = Ids.chat(from);
    return object()
        .put("id", "false_" + chat + "_3AFAKE" + ids.incrementAndGet())
        .put("timestamp", 1_795_255_205L)
        .put("from", chat)
        .put("fromMe", false);
  }

  /**
   * Stores a file for a message to the session, and returns its URL with a host that only WAHA can
   * reach.
   */
  public String keep(byte[] file) {
    return files.keep("default/file-" + ids.incrementAndGet(), file);
  }

  public List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  public JsonNode config() {
    return config;
  }

  /** As an earlier version of Crier has configured it. */
  public void forgetEvent(String event) {
    var events = (ArrayNode) config.at("/webhooks/0/events");
    events.removeIf(it -> it.asText().equals(event));
  }

  /** Responds to each send with this status; 0 accepts sends. */
  public void refuse(int status) {
    refusal = status;
  }

  /** Sets the field that contains the id of a message: id, id._serialized or key.id. */
  public void putIdIn(String field) {
    idField = field;
  }

  public void setStatus(String newStatus) {
    status = newStatus;
    post("session.status", object().put("status", newStatus));
  }

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    number = by;
    setStatus("WORKING");
  }

  @Override
  public List<Arrived> arrived(SessionId session) {
    return List.copyOf(arrived);
  }

  @Override
  public List<WhatsAppId> changed(SessionId session) {
    return requests.stream()
        .filter(it -> it.has("changes"))
        .map(it -> Ids.parse(it.get("changes").textValue()))
        .toList();
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    post("message.any", from(from).put("body", content.text()));
  }

  @Override
  public void writeOnPhone(SessionId session, Recipient to, Content content) {
    var message = from(to).put("body", content.text()).put("fromMe", true).put("source", "app");
    post("message.any", message.put("to", message.get("from").textValue()));
  }

  @Override
  public void writeFile(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    var message = from(from).put("hasMedia", true).put("body", missing.text());
    var media = message.putObject("media").put("mimetype", missing.mimeType());
    media.put("url", keep(file)).put("filename", missing.filename().orElse(null));
    post("message", message);
  }

  @Override
  public void failDownloads(SessionId session, boolean fail) {
    files.fail(fail);
  }

  @Override
  public void edit(SessionId session, Recipient from, WhatsAppId id, String text) {
    post("message.edited", from(from).put("body", text).put("editedMessageId", id.value()));
  }

  @Override
  public void revoke(SessionId session, Recipient from, WhatsAppId id) {
    var payload = object().put("revokedMessageId", id.value()).putNull("before");
    payload.set("after", from(from));
    post("message.revoked", payload);
  }

  @Override
  public void vote(SessionId session, Recipient voter, WhatsAppId poll, List<String> options) {
    post("poll.vote", WahaMessage.vote(Ids.chat(voter), poll, from(voter), options));
  }

  @Override
  public void show(SessionId session, Recipient by, Presence presence) {
    post("presence.update", WahaMessage.presence(Ids.chat(by), presence));
  }

  @Override
  public Presence shown(SessionId session, Recipient chat) {
    return WahaMessage.shown(requests, Ids.chat(chat));
  }

  @Override
  public FakeWahaLabels labels() {
    return labels;
  }

  @Override
  public FakeWahaChannels channels() {
    return channels;
  }

  @Override
  public CallId call(SessionId session, Recipient from, boolean video) {
    var id = new CallId("CA11FAKE" + ids.incrementAndGet());
    post("call.received", from(from).put("id", id.value()).put("isVideo", video));
    return id;
  }

  @Override
  public List<CallId> rejectedCalls(SessionId session) {
    return rejected.stream().map(call -> new CallId(call.path("id").asText())).toList();
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    absent.add(number.digits());
  }

  @Override
  public void refuse(SessionId session, PhoneNumber to, Fault fault) {
    throw new UnsupportedOperationException("WAHA gives no reason");
  }

  @Override
  public void drop(SessionId session) {
    server.stop(0);
  }

  @Override
  public void heal(SessionId session) {
    listen(server.getAddress().getPort());
  }

  private static ObjectNode object() {
    return JsonTrees.MAPPER.createObjectNode();
  }
}
