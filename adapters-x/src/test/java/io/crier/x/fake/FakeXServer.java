package io.crier.x.fake;

import static io.crier.x.fake.Reply.error;
import static io.crier.x.fake.Reply.object;
import static io.crier.x.fake.Reply.problem;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves the fake X over HTTP: routes, rate limits, and failures that tests ask for. */
final class FakeXServer implements AutoCloseable {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final FakeX x;
  private final OpenStreams streams;
  private final RateLimitWindows windows;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final Map<Endpoint, Queue<Failure>> failures = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, CountDownLatch> held = new EnumMap<>(Endpoint.class);

  private record Failure(int status, String body) {}

  FakeXServer(FakeX x, OpenStreams streams, RateLimitWindows windows, int port) {
    this.x = x;
    this.streams = streams;
    this.windows = windows;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  void start() {
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    synchronized (this) {
      held.values().forEach(CountDownLatch::countDown);
    }
    server.stop(0);
    threads.shutdownNow();
  }

  List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  void clearRequests() {
    requests.clear();
  }

  synchronized void fail(Endpoint endpoint, int times, int status, String body) {
    for (var time = 0; time < times; time++) {
      failures.computeIfAbsent(endpoint, none -> new ArrayDeque<>()).add(new Failure(status, body));
    }
  }

  synchronized void hold(Endpoint endpoint) {
    held.put(endpoint, new CountDownLatch(1));
  }

  synchronized void release(Endpoint endpoint) {
    held.remove(endpoint).countDown();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var method = exchange.getRequestMethod();
      var body = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      if (path.startsWith("/fake/")) {
        send(exchange, x.control(method, path, body));
        return;
      }
      var query = query(exchange);
      var endpoint = endpoint(method, path);
      if (endpoint.isEmpty()) {
        send(exchange, problem(404, "resource-not-found", "There is no such endpoint."));
        return;
      }
      requests.add(new RecordedRequest(endpoint.get(), method, path, query));
      awaitRelease(endpoint.get());
      if (endpoint.get() == Endpoint.FEED) {
        serveFeed(exchange, path);
      } else {
        serve(exchange, endpoint.get(), path, query, body);
      }
    }
  }

  private void serveFeed(HttpExchange exchange, String path) throws IOException {
    var failure = nextFailure(Endpoint.FEED);
    var feed = x.feed(path);
    send(
        exchange,
        failure.map(Failure::status).orElse(200),
        failure.map(Failure::body).orElse(feed));
  }

  private void serve(
      HttpExchange exchange,
      Endpoint endpoint,
      String path,
      Map<String, String> query,
      JsonNode body)
      throws IOException {
    var failure = nextFailure(endpoint);
    var window = windows.count(endpoint);
    var headers = exchange.getResponseHeaders();
    headers.set("x-rate-limit-limit", Integer.toString(window.limit()));
    headers.set("x-rate-limit-remaining", Integer.toString(window.remaining()));
    headers.set("x-rate-limit-reset", Long.toString(window.reset().getEpochSecond()));
    if (failure.isPresent()) {
      send(exchange, failure.get().status(), failure.get().body());
    } else if (!("Bearer " + FakeX.TOKEN)
        .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, problem(401, "about:blank", "Unauthorized"));
    } else if (window.isOver()) {
      send(exchange, problem(429, "rate-limit-exceeded", "Too Many Requests"));
    } else if (x.meter().isEmpty() && endpoint != Endpoint.CONNECTIONS) {
      send(
          exchange,
          new Reply(402, object().put("title", "CreditsDepleted").put("detail", "No credits.")));
    } else if (x.meter().isCapped() && endpoint == Endpoint.TIMELINE) {
      send(exchange, problem(429, "usage-capped", "Usage cap exceeded: Monthly product cap"));
    } else if (endpoint == Endpoint.STREAM || endpoint == Endpoint.ACTIVITY_STREAM) {
      stream(exchange, endpoint);
    } else {
      send(exchange, x.reply(exchange.getRequestMethod(), endpoint, path, query, body));
    }
  }

  private static Optional<Endpoint> endpoint(String method, String path) {
    var found =
        switch (method
            + " "
            + path.replaceAll("(?<=.)/\\d+", "/#").replaceFirst("username/.*", "username/")) {
          case "GET /2/users/by/username/" -> Endpoint.USER_BY_USERNAME;
          case "GET /2/users" -> Endpoint.USERS;
          case "GET /2/users/#/tweets" -> Endpoint.TIMELINE;
          case "GET /2/tweets/search/stream" -> Endpoint.STREAM;
          case "GET /2/tweets/search/stream/rules" -> Endpoint.RULES;
          case "POST /2/tweets/search/stream/rules" -> Endpoint.CHANGE_RULES;
          case "GET /2/activity/stream" -> Endpoint.ACTIVITY_STREAM;
          case "GET /2/activity/subscriptions",
              "POST /2/activity/subscriptions",
              "DELETE /2/activity/subscriptions/#" ->
              Endpoint.SUBSCRIPTIONS;
          case "DELETE /2/connections/all" -> Endpoint.CONNECTIONS;
          default -> path.matches("/(?:rss|atom)/\\w+") ? Endpoint.FEED : null;
        };
    return Optional.ofNullable(found);
  }

  private void stream(HttpExchange exchange, Endpoint endpoint) throws IOException {
    var stream = new OpenStream(endpoint, exchange);
    synchronized (x) {
      streams.removeDead();
      if (streams.count(endpoint) >= (endpoint == Endpoint.STREAM ? 1 : 2)) {
        send(
            exchange,
            new Reply(
                429,
                error("streaming-connection", "At the maximum allowed connection limit.")
                    .put("connection_issue", "TooManyConnections")));
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().flush();
      streams.add(stream);
    }
    stream.awaitEnd();
    streams.remove(stream);
  }

  private synchronized Optional<Failure> nextFailure(Endpoint endpoint) {
    return Optional.ofNullable(failures.get(endpoint)).map(Queue::poll);
  }

  private void awaitRelease(Endpoint endpoint) {
    CountDownLatch latch;
    synchronized (this) {
      latch = held.get(endpoint);
    }
    if (latch != null) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    var query = new HashMap<String, String>();
    var raw = exchange.getRequestURI().getRawQuery();
    for (var pair : raw == null ? new String[0] : raw.split("&")) {
      var parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return query;
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    if (reply.body() == null) {
      exchange.sendResponseHeaders(reply.status(), -1);
    } else {
      send(exchange, reply.status(), reply.body().toString());
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
