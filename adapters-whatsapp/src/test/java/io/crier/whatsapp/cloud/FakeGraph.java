package io.crier.whatsapp.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crier.application.sessions.ProfileSide;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.application.sessions.WhatsAppSide.Arrived;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fake of Meta's Graph API for one number. It checks the token, records messages and uploads, and
 * signs its posts. Posts are queued until {@link #deliver} is called, and requeued unless the
 * response is 200.
 */
public final class FakeGraph implements WhatsAppSide, AutoCloseable {

  public static final String PHONE = "106540352242922";
  public static final String TOKEN = "EAAJB-token";
  public static final String SECRET = "app-secret";
  public static final String VERIFY = "verify-token";
  public static final Map<String, String> SETTINGS =
      Map.of("phoneNumberId", PHONE, "token", TOKEN, "appSecret", SECRET, "verifyToken", VERIFY);

  private static final Map<Fault, Integer> CODES =
      Map.of(
          Fault.RECIPIENT_REFUSED, 131049,
          Fault.RECIPIENT_NOT_ON_WHATSAPP, 131026,
          Fault.RESTRICTED, 131048,
          Fault.RATE_LIMITED, 131056,
          Fault.OUTSIDE_WINDOW, 131047,
          Fault.UNLINKED, 190);

  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final List<GraphMessage> messages = new CopyOnWriteArrayList<>();
  private final List<Arrived> arrived = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Integer> refused = new ConcurrentHashMap<>();
  private final Map<String, String> registrations = new ConcurrentHashMap<>();
  private final Queue<byte[]> posts = new ConcurrentLinkedQueue<>();
  private final FakeGraphProfiles profiles = new FakeGraphProfiles();
  private final AtomicInteger ids = new AtomicInteger();
  private volatile PhoneNumber number;
  private volatile boolean unresponsive;
  private volatile boolean withoutFiles;
  private HttpServer server;

  /** The receiver of posts; returns the HTTP status of its response. */
  public interface Webhook {
    int post(String signature, byte[] body);
  }

  public FakeGraph() {
    this(0);
  }

  /**
   * @param port to listen on; 0 chooses a free one
   */
  public FakeGraph(int port) {
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

  // Requests

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Prevents clients from reusing a connection to a server that was stopped.
      exchange.getResponseHeaders().set("Connection", "close");
      var body = exchange.getRequestBody().readAllBytes();
      var path = exchange.getRequestURI().getPath();
      if (unresponsive) {
        return;
      }
      if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
          || number == null) {
        refuse(exchange, 401, 190);
      } else if (path.equals("/v25.0/" + PHONE)) {
        respond(exchange, object().put("id", PHONE).put("display_phone_number", formatted(number)));
      } else if (path.equals("/v25.0/" + PHONE + "/messages")) {
        message(exchange, JsonTrees.MAPPER.readTree(body));
      } else if (path.equals("/v25.0/" + PHONE + "/whatsapp_business_profile")) {
        var changed =
            profiles.profile(exchange.getRequestMethod(), JsonTrees.MAPPER.readTree(body));
        if (changed.isPresent()) {
          respond(exchange, changed.get());
        } else {
          refuse(exchange, 400, 100);
        }
      } else if (path.equals("/v25.0/" + PHONE + "/block_users")) {
        var query = exchange.getRequestURI().getQuery();
        var change = JsonTrees.MAPPER.readTree(body);
        respond(exchange, profiles.blocks(exchange.getRequestMethod(), query, change));
      } else if (path.equals("/v25.0/" + PHONE + "/media")) {
        var id = "file-" + ids.incrementAndGet();
        files.put(id, extractFile(exchange.getRequestHeaders().getFirst("Content-Type"), body));
        respond(exchange, object().put("id", id));
      } else if (path.startsWith("/files/") && withoutFiles) {
        exchange.sendResponseHeaders(503, -1);
      } else if (path.startsWith("/files/")) {
        var file = files.get(path.substring("/files/".length()));
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
      } else if (files.containsKey(path.substring("/v25.0/".length()))) {
        var id = path.substring("/v25.0/".length());
        respond(exchange, object().put("url", uri() + "/files/" + id));
      } else {
        refuse(exchange, 400, 100);
      }
    }
  }

  private void message(HttpExchange exchange, JsonNode message) throws IOException {
    requests.add(message);
    if (message.has("status")) {
      respond(exchange, object().put("success", true));
      return;
    }
    var to = message.path("to").asText(message.path("recipient").asText());
    var code = refused.get(to);
    if (code != null) {
      refuse(exchange, 400, code);
      return;
    }
    var id = nextId();
    var sent = new GraphMessage(id, message);
    messages.add(sent);
    arrived.add(sent.arrived(files));
    var response = object();
    response
        .putArray("contacts")
        .addObject()
        .put("input", to)
        .put("wa_id", registrations.getOrDefault(to, to));
    response.putArray("messages").addObject().put("id", id).put("message_status", "accepted");
    respond(exchange, response);
    var ours = message.path("biz_opaque_callback_data").asText();
    post("statuses", status(id, ours, "delivered"));
    post("statuses", status(id, ours, "read"));
  }

  /** The file, which is the last part of a form. */
  private static byte[] extractFile(String contentType, byte[] form) {
    var boundary = "--" + contentType.replaceAll(".*boundary=", "");
    var parts = new String(form, ISO_8859_1).split(boundary);
    var file = parts[parts.length - 2];
    var start = file.indexOf("\r\n\r\n") + 4;
    return file.substring(start, file.length() - 2).getBytes(ISO_8859_1);
  }

  private static void refuse(HttpExchange exchange, int status, int code) throws IOException {
    var error = object();
    error.putObject("error").put("message", "(#" + code + ") no").put("code", code);
    respond(exchange, status, error);
  }

  private static void respond(HttpExchange exchange, JsonNode json) throws IOException {
    respond(exchange, 200, json);
  }

  private static void respond(HttpExchange exchange, int status, JsonNode json) throws IOException {
    var body = json.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  // Posts

  /** Delivers queued posts; those that are not accepted are queued again. */
  public void deliver(Webhook webhook) {
    for (var waiting = posts.size(); waiting > 0; waiting--) {
      var body = posts.poll();
      if (webhook.post(signature(body), body) != 200) {
        posts.add(body);
      }
    }
  }

  /** Discards queued posts. */
  public void forgetPosts() {
    posts.clear();
  }

  public static String signature(byte[] body) {
    return "sha256=" + Signature.SHA256.sign(body, SECRET);
  }

  /** Queues a post of one of the {@code messages} or {@code statuses}. */
  public void post(String kind, JsonNode item) {
    posts.add(posted("messages", kind, item).toString().getBytes(UTF_8));
  }

  /** The account of whoever is written to by these digits is registered under others. */
  public void register(String to, String registered) {
    registrations.put(to, registered);
  }

  /** Posts a message of somebody with this name. */
  public void postFrom(String name, ObjectNode message) {
    var post = posted("messages", "messages", message);
    var value = (ObjectNode) post.at("/entry/0/changes/0/value");
    var contact =
        value.putArray("contacts").addObject().put("wa_id", message.path("from").asText());
    contact.putObject("profile").put("name", name);
    posts.add(post.toString().getBytes(UTF_8));
  }

  private static JsonNode posted(String field, String kind, JsonNode item) {
    var post = object().put("object", "whatsapp_business_account");
    var change = post.putArray("entry").addObject().putArray("changes").addObject();
    var value = change.put("field", field).putObject("value");
    value.put("messaging_product", "whatsapp");
    value.putObject("metadata").put("phone_number_id", PHONE);
    value.putArray(kind).add(item);
    return post;
  }

  /** A status of a message. */
  public static ObjectNode status(String id, String ours, String status) {
    var node = object().put("id", id).put("status", status).put("timestamp", "1795255205");
    return node.put("biz_opaque_callback_data", ours);
  }

  /** A message from this number, still without content. */
  public ObjectNode from(String digits, String type) {
    var message = object().put("from", digits).put("id", nextId());
    return message.put("timestamp", "1795255205").put("type", type);
  }

  /** Stores a file for a message to the session, and returns its id. */
  public String keep(byte[] file) {
    var id = "file-" + ids.incrementAndGet();
    files.put(id, file);
    return id;
  }

  /** Stops responding to requests. */
  public void stopResponding() {
    unresponsive = true;
  }

  /** All requests to the messages endpoint, in order. */
  public List<JsonNode> requests() {
    return List.copyOf(requests);
  }

  public void refuse(String to, int code) {
    refused.put(to, code);
  }

  // WhatsAppSide

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    number = by;
  }

  @Override
  public List<Arrived> arrived(SessionId session) {
    return List.copyOf(arrived);
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    var message = from(from.text().replace("+", ""), "text");
    message.putObject("text").put("body", content.text());
    post("messages", message);
  }

  @Override
  public void writeOnPhone(SessionId session, Recipient to, Content content) {
    var message = from(number.digits(), "text").put("to", to.text().replace("+", ""));
    message.putObject("text").put("body", content.text());
    var post = posted("smb_message_echoes", "message_echoes", message);
    posts.add(post.toString().getBytes(UTF_8));
  }

  @Override
  public void writeFile(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    var message = from(from.text().replace("+", ""), missing.type());
    var part = message.putObject(missing.type()).put("id", keep(file));
    part.put("mime_type", missing.mimeType());
    missing.caption().ifPresent(caption -> part.put("caption", caption));
    missing.filename().ifPresent(name -> part.put("filename", name));
    post("messages", message);
  }

  @Override
  public void edit(SessionId session, Recipient from, WhatsAppId id, String text) {
    var message = from(from.text().replace("+", ""), "edit");
    var edit = message.putObject("edit").put("original_message_id", id.value());
    edit.putObject("message").put("type", "text").putObject("text").put("body", text);
    post("messages", message);
  }

  @Override
  public void choose(SessionId session, Recipient by, WhatsAppId menu, String option) {
    var message = from(by.text().replace("+", ""), "interactive");
    message.putObject("context").put("from", number.digits()).put("id", menu.value());
    var sent = messages.stream().filter(it -> it.id().equals(menu.value())).findFirst();
    message.set("interactive", sent.orElseThrow().chosen(option));
    post("messages", message);
  }

  @Override
  public void failDownloads(SessionId session, boolean fail) {
    withoutFiles = fail;
  }

  @Override
  public void revoke(SessionId session, Recipient from, WhatsAppId id) {
    var message = from(from.text().replace("+", ""), "revoke");
    message.putObject("revoke").put("original_message_id", id.value());
    post("messages", message);
  }

  @Override
  public ProfileSide profiles() {
    return profiles;
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    refuse(session, number, Fault.RECIPIENT_NOT_ON_WHATSAPP);
  }

  @Override
  public void refuse(SessionId session, PhoneNumber number, Fault fault) {
    refuse(number.digits(), CODES.get(fault));
  }

  @Override
  public void drop(SessionId session) {
    server.stop(0);
  }

  @Override
  public void heal(SessionId session) {
    listen(server.getAddress().getPort());
  }

  private String nextId() {
    return "wamid.HBgLNjQ2NzA0MzU1OTUVAgARGBI" + ids.incrementAndGet();
  }

  private static String formatted(PhoneNumber number) {
    return number.value().replaceFirst("(\\+\\d{3})(\\d{2})", "$1 $2 ");
  }

  private static ObjectNode object() {
    return JsonTrees.MAPPER.createObjectNode();
  }
}
