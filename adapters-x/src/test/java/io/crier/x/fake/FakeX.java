package io.crier.x.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * X as far as Crier uses it: authors and their posts, timelines, the filtered stream, the Activity
 * API, feeds, limits and what it all costs. Time is what the clock says; nothing happens by itself.
 *
 * <p>What a person needs to play with it stands under {@code /fake}.
 */
public final class FakeX implements AutoCloseable {

  public static final String TOKEN = "fake-token";

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MOST_RULES = 1_000;
  private static final int LONGEST_RULE = 1_024;
  private static final int MOST_SUBSCRIPTIONS = 1_500;
  private static final int HEARTBEAT_SECONDS = 20;

  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Meter meter;
  private final Windows windows;
  private final List<Author> authors = new CopyOnWriteArrayList<>();
  private final NavigableMap<PostId, Posted> posts = new TreeMap<>(Comparator.reverseOrder());
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
  private final List<OpenStream> streams = new CopyOnWriteArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<Endpoint, Queue<Failure>> failures = new EnumMap<>(Endpoint.class);
  private final Map<Endpoint, CountDownLatch> held = new EnumMap<>(Endpoint.class);
  private volatile Dialect dialect = Dialect.TWEETS;
  private volatile Shape shape = Shape.NESTED;
  private volatile Duration lag = Duration.ZERO;
  private volatile Optional<Duration> reach = Optional.empty();
  private volatile boolean silent;
  private volatile boolean partial;
  private volatile int copies = 1;
  private volatile int missed;
  private long lastId;
  private long lastUser = 1_000;
  private long lastOther;

  /** How X answers with subscriptions of the Activity API. */
  public enum Shape {
    OBJECT,
    ARRAY,
    NESTED
  }

  private record Failure(int status, String body) {}

  private record Subscription(String id, String event, long author) {

    ObjectNode json() {
      var json = object().put("subscription_id", id).put("event_type", event).put("tag", "crier");
      json.putObject("filter").put("user_id", Long.toString(author));
      return json;
    }
  }

  /** What is answered to one request. */
  private record Reply(int status, JsonNode body) {

    static Reply of(JsonNode body) {
      return new Reply(200, body);
    }
  }

  public FakeX(InstantSource clock) {
    this(clock, 0);
  }

  /**
   * @param port to listen on; 0 takes any
   */
  public FakeX(InstantSource clock, int port) {
    this.clock = clock;
    meter = new Meter(clock);
    windows = new Windows(clock);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Runs until it is stopped. */
  public static void main(String[] arguments) {
    var x = new FakeX(Clock.systemUTC(), Integer.parseInt(arguments[0]));
    Executors.newSingleThreadScheduledExecutor()
        .scheduleAtFixedRate(x::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    System.out.println("A pretend X listens on " + x.uri() + "; its bearer token is " + TOKEN);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    held.values().forEach(CountDownLatch::countDown);
    cut();
    server.stop(0);
    threads.shutdownNow();
  }

  // What happens on X

  public XUserId account(String username) {
    return account(username, XAccountState.ACTIVE);
  }

  public synchronized XUserId account(String username, XAccountState state) {
    var id = new XUserId(++lastUser);
    authors.add(new Author(id, username, state));
    return id;
  }

  public void become(String username, XAccountState state) {
    author(username).state = state;
  }

  public synchronized void rename(String username, String to) {
    var author = author(username);
    author.username = to;
    var change = object().put("before", username).put("after", to);
    tell("profile.update.handle", author, change);
  }

  public PostId post(String username, String text) {
    return post(username, text, new Reference[0]);
  }

  public synchronized PostId post(String username, String text, Reference... references) {
    var author = author(username);
    var to =
        Arrays.stream(references)
            .filter(it -> it.type().equals("replied_to"))
            .map(it -> posts.get(it.post()).author())
            .findFirst();
    var id = nextId();
    return publish(new Posted(id, author, text, List.of(references), List.of(id), to));
  }

  /** The author's newest post. */
  public synchronized PostId newest(String username) {
    return of(username).findFirst().map(Posted::id).orElseThrow();
  }

  /** A post of the same author that takes the place of this one. */
  public synchronized PostId edit(PostId post, String text) {
    var before = posts.remove(post);
    var id = nextId();
    var history = Stream.concat(before.history().stream(), Stream.of(id)).toList();
    return publish(
        new Posted(id, before.author(), text, before.references(), history, before.to()));
  }

  public synchronized void delete(PostId post) {
    var deleted = posts.remove(post);
    if (deleted != null) {
      tell(
          "post.delete", deleted.author(), object().put("id", Long.toString(deleted.id().value())));
    }
  }

  private PostId publish(Posted post) {
    posts.put(post.id(), post);
    if (missed > 0) {
      missed--;
      return post.id();
    }
    if (rules.values().stream().anyMatch(rule -> rule.matches(post)) && isPublic(post)) {
      var matching =
          rules.values().stream().filter(rule -> rule.matches(post)).map(Rule::id).toList();
      var message = object();
      message.set("data", post.json(dialect));
      var tags = message.putArray("matching_rules");
      matching.forEach(id -> tags.addObject().put("id", id));
      if (write(Endpoint.STREAM, message)) {
        meter.readPost(post.id().value());
      }
    }
    tell("post.create", post.author(), post.json(dialect));
    return post.id();
  }

  private static boolean isPublic(Posted post) {
    return post.author().state == XAccountState.ACTIVE;
  }

  private void tell(String event, Author author, ObjectNode payload) {
    var isAskedFor =
        subscriptions.values().stream()
            .anyMatch(it -> it.event().equals(event) && it.author() == author.id.value());
    if (!isAskedFor || author.state != XAccountState.ACTIVE) {
      return;
    }
    var message = object();
    var data = message.putObject("data").put("event_uuid", Long.toString(++lastOther));
    data.putObject("filter").put("user_id", Long.toString(author.id.value()));
    data.put("event_type", event).set("payload", payload);
    if (write(Endpoint.ACTIVITY_STREAM, message) && event.startsWith("post.")) {
      meter.readPost(payload.path("id").asLong());
    }
  }

  private boolean write(Endpoint endpoint, JsonNode message) {
    var open = streams.stream().filter(it -> it.endpoint == endpoint && !it.isOver()).toList();
    if (silent) {
      return false;
    }
    for (var stream : open) {
      for (var copy = 0; copy < copies; copy++) {
        stream.write(message.toString());
      }
    }
    return !open.isEmpty();
  }

  private PostId nextId() {
    lastId = Math.max(lastId + 1, PostId.justBefore(clock.instant()).value() + 1);
    return new PostId(lastId);
  }

  private Author author(String username) {
    return named(username)
        .orElseThrow(() -> new IllegalArgumentException("nobody is called " + username));
  }

  private Optional<Author> named(String username) {
    return authors.stream().filter(it -> it.isCalled(username)).findFirst();
  }

  private Optional<Author> numbered(String id) {
    return authors.stream().filter(it -> Long.toString(it.id.value()).equals(id)).findFirst();
  }

  // How X behaves

  public Meter meter() {
    return meter;
  }

  /** From now on the endpoint takes so many requests in a quarter of an hour. */
  public void limit(Endpoint endpoint, int requests) {
    windows.limit(endpoint, requests);
  }

  public void speak(Dialect other) {
    dialect = other;
  }

  public void shape(Shape other) {
    shape = other;
  }

  /** Posts can be read from timelines only so long after they were made. */
  public void lag(Duration behind) {
    lag = behind;
  }

  /** Timelines are refused to whoever wants to know of older posts. */
  public void reach(Duration back) {
    reach = Optional.of(back);
  }

  /** The next requests to the endpoint are answered so. */
  public synchronized void fail(Endpoint endpoint, int times, int status, String body) {
    for (var time = 0; time < times; time++) {
      failures.computeIfAbsent(endpoint, none -> new ArrayDeque<>()).add(new Failure(status, body));
    }
  }

  /** Requests to the endpoint are not answered until {@link #release}. */
  public synchronized void hold(Endpoint endpoint) {
    held.put(endpoint, new CountDownLatch(1));
  }

  public synchronized void release(Endpoint endpoint) {
    held.remove(endpoint).countDown();
  }

  /** Answers with posts also tell of something that is missing. */
  public void answerInPart(boolean on) {
    partial = on;
  }

  /** Streams stay open and say nothing, not even that they are alive. */
  public void silence(boolean on) {
    silent = on;
  }

  public void repeatMessages(boolean on) {
    copies = on ? 2 : 1;
  }

  /** Streams do not tell of the next posts. */
  public void miss(int next) {
    missed = next;
  }

  public synchronized void heartbeat() {
    if (!silent) {
      streams.forEach(stream -> stream.write(""));
    }
  }

  /** Ends all streams. */
  public synchronized void cut() {
    streams.forEach(OpenStream::end);
    streams.clear();
  }

  /** Has all streams say this, whatever it is. */
  public synchronized void say(String line) {
    streams.forEach(stream -> stream.write(line));
  }

  /** What was asked, in order. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  public List<Asked> asked(Endpoint endpoint) {
    return asked.stream().filter(it -> it.endpoint() == endpoint).toList();
  }

  public void forgetAsked() {
    asked.clear();
  }

  /** The values of the filtered stream's rules. */
  public synchronized List<String> rules() {
    return rules.values().stream().map(Rule::value).toList();
  }

  /** A rule that somebody else has added. */
  public synchronized void addRule(String value) {
    var id = Long.toString(++lastOther);
    rules.put(id, Rule.parse(id, value).orElseThrow());
  }

  /** A subscription of the Activity API that is there already. */
  public synchronized void subscribe(String event, XUserId author) {
    var id = Long.toString(++lastOther);
    subscriptions.put(id, new Subscription(id, event, author.value()));
  }

  /** What the Activity API is to tell, as {@code post.create 1001}. */
  public synchronized List<String> subscriptions() {
    return subscriptions.values().stream().map(it -> it.event() + " " + it.author()).toList();
  }

  public synchronized long openStreams(Endpoint endpoint) {
    return streams.stream().filter(it -> it.endpoint == endpoint && !it.isOver()).count();
  }

  // Requests

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var method = exchange.getRequestMethod();
      var body = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
      if (path.startsWith("/fake/")) {
        send(exchange, play(method, path, body));
        return;
      }
      var query = query(exchange);
      var endpoint = endpoint(method, path);
      if (endpoint.isEmpty()) {
        send(exchange, problem(404, "resource-not-found", "There is no such endpoint."));
        return;
      }
      asked.add(new Asked(endpoint.get(), method, path, query));
      await(endpoint.get());
      serve(exchange, endpoint.get(), path, query, body);
    }
  }

  private void serve(
      HttpExchange exchange,
      Endpoint endpoint,
      String path,
      Map<String, String> query,
      JsonNode body)
      throws IOException {
    var failure = nextFailure(endpoint);
    if (endpoint == Endpoint.FEED) {
      var last = path.substring(path.lastIndexOf('/') + 1);
      var feed = path.startsWith("/atom/") ? atom(last) : rss(last);
      send(
          exchange,
          failure.map(Failure::status).orElse(200),
          failure.map(Failure::body).orElse(feed));
      return;
    }
    var window = windows.count(endpoint);
    var headers = exchange.getResponseHeaders();
    headers.set("x-rate-limit-limit", Integer.toString(window.limit()));
    headers.set("x-rate-limit-remaining", Integer.toString(window.remaining()));
    headers.set("x-rate-limit-reset", Long.toString(window.reset().getEpochSecond()));
    if (failure.isPresent()) {
      send(exchange, failure.get().status(), failure.get().body());
    } else if (!("Bearer " + TOKEN)
        .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, problem(401, "about:blank", "Unauthorized"));
    } else if (window.isOver()) {
      send(exchange, problem(429, "rate-limit-exceeded", "Too Many Requests"));
    } else if (meter.isEmpty() && endpoint != Endpoint.CONNECTIONS) {
      send(
          exchange,
          new Reply(402, object().put("title", "CreditsDepleted").put("detail", "No credits.")));
    } else if (meter.isCapped() && endpoint == Endpoint.TIMELINE) {
      send(exchange, problem(429, "usage-capped", "Usage cap exceeded: Monthly product cap"));
    } else if (endpoint == Endpoint.STREAM || endpoint == Endpoint.ACTIVITY_STREAM) {
      stream(exchange, endpoint);
    } else {
      send(exchange, answer(exchange.getRequestMethod(), endpoint, path, query, body));
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

  private Reply answer(
      String method, Endpoint endpoint, String path, Map<String, String> query, JsonNode body) {
    var last = path.substring(path.lastIndexOf('/') + 1);
    return switch (endpoint) {
      case USER_BY_USERNAME -> user(last);
      case USERS -> users(query.getOrDefault("ids", "").split(","));
      case TIMELINE -> timeline(path.split("/")[3], query);
      case RULES -> readRules();
      case CHANGE_RULES -> changeRules(body);
      case SUBSCRIPTIONS -> {
        if (method.equals("GET")) {
          yield readSubscriptions();
        }
        yield method.equals("POST") ? subscribe(body) : unsubscribe(last);
      }
      case CONNECTIONS -> {
        cut();
        yield Reply.of(object().set("data", object().put("successful_kills", 1)));
      }
      default -> throw new IllegalStateException(endpoint + " is answered elsewhere");
    };
  }

  private Reply user(String username) {
    var author = named(username).filter(Author::isSeen);
    if (author.isEmpty()) {
      var suspended = named(username).filter(it -> it.state == XAccountState.SUSPENDED).isPresent();
      return problem(404, "resource-not-found", missing(username, suspended));
    }
    meter.readUser(author.get().id.value());
    return Reply.of(object().set("data", author.get().json()));
  }

  private Reply users(String[] ids) {
    var answer = object();
    var errors = JsonNodeFactory.instance.arrayNode();
    for (var id : ids) {
      var author = numbered(id);
      if (author.filter(Author::isSeen).isPresent()) {
        meter.readUser(author.get().id.value());
        answer.withArray("/data").add(author.get().json());
      } else {
        var suspended = author.filter(it -> it.state == XAccountState.SUSPENDED).isPresent();
        errors.add(
            error("resource-not-found", missing(id, suspended))
                .put("resource_id", id)
                .put("parameter", "ids"));
      }
    }
    return Reply.of(errors.isEmpty() ? answer : answer.set("errors", errors));
  }

  private static String missing(String who, boolean suspended) {
    return suspended
        ? "User has been suspended: [" + who + "]."
        : "Could not find user with id or username: [" + who + "].";
  }

  private synchronized Reply timeline(String id, Map<String, String> query) {
    var author = numbered(id);
    if (author.filter(it -> it.state == XAccountState.ACTIVE).isEmpty()) {
      return Reply.of(
          with(
              object(),
              author.filter(it -> it.state == XAccountState.PROTECTED).isPresent()
                  ? error("not-authorized-for-resource", "Sorry, you are not authorized.")
                  : error(
                      "resource-not-found",
                      missing(
                          id,
                          author.filter(it -> it.state == XAccountState.SUSPENDED).isPresent()))));
    }
    var most = Integer.parseInt(query.getOrDefault("max_results", "10"));
    var since = new PostId(Long.parseLong(query.getOrDefault("since_id", "0")));
    if (most < 5 || most > 100) {
      return problem(400, "invalid-request", "max_results is not between 5 and 100");
    }
    if (reach.filter(it -> since.madeAt().isBefore(clock.instant().minus(it))).isPresent()) {
      return problem(400, "invalid-request", "'since_id' must be a post from the last days");
    }
    var newest = PostId.justBefore(clock.instant().minus(lag).plusMillis(1));
    var below =
        new PostId(Long.parseLong(query.getOrDefault("pagination_token", "" + Long.MAX_VALUE)));
    var exclude = List.of(query.getOrDefault("exclude", "").split(","));
    var wanted =
        posts.values().stream()
            .filter(post -> post.author() == author.get())
            .filter(post -> post.id().isAfter(since) && below.isAfter(post.id()))
            .filter(post -> lag.isZero() || !post.id().isAfter(newest))
            .filter(post -> !exclude.contains("replies") || !post.isReplyToOthers())
            .filter(post -> !exclude.contains("retweets") || !post.is("retweeted"))
            .limit(most + 1L)
            .toList();
    return Reply.of(page(wanted, most));
  }

  private ObjectNode page(List<Posted> wanted, int most) {
    var page = wanted.subList(0, Math.min(most, wanted.size()));
    var answer = object();
    for (var post : page) {
      answer.withArray("/data").add(post.json(dialect));
      meter.readPost(post.id().value());
    }
    var meta = answer.putObject("meta").put("result_count", page.size());
    if (wanted.size() > most) {
      meta.put("next_token", Long.toString(page.getLast().id().value()));
    }
    return partial
        ? with(answer, error("resource-not-found", "Could not find tweet with referenced id."))
        : answer;
  }

  private synchronized Reply readRules() {
    var answer = object();
    for (var rule : rules.values()) {
      answer.withArray("/data").addObject().put("id", rule.id()).put("value", rule.value());
    }
    answer.putObject("meta").put("result_count", rules.size());
    return Reply.of(answer);
  }

  private synchronized Reply changeRules(JsonNode change) {
    var errors = JsonNodeFactory.instance.arrayNode();
    for (var id : change.at("/delete/ids")) {
      if (rules.remove(id.asText()) == null) {
        errors.add(error("resource-not-found", "Rule does not exist."));
      }
    }
    var created = 0;
    for (var added : change.path("add")) {
      var refused = add(added.path("value").asText());
      refused.ifPresent(errors::add);
      created += refused.isEmpty() ? 1 : 0;
    }
    var answer = object();
    answer.putObject("meta").putObject("summary").put("created", created);
    return new Reply(
        created > 0 ? 201 : 200, errors.isEmpty() ? answer : answer.set("errors", errors));
  }

  private Optional<ObjectNode> add(String value) {
    if (rules.values().stream().anyMatch(it -> it.value().equals(value))) {
      return Optional.of(error("duplicate-rules", "").put("title", "DuplicateRule"));
    }
    if (rules.size() >= MOST_RULES) {
      return Optional.of(error("rule-cap", "Too many rules"));
    }
    var id = Long.toString(++lastOther);
    var rule = Rule.parse(id, value).filter(it -> value.length() <= LONGEST_RULE);
    rule.ifPresent(it -> rules.put(id, it));
    return rule.isPresent() ? Optional.empty() : Optional.of(error("invalid-rules", "Bad rule"));
  }

  private synchronized Reply readSubscriptions() {
    return Reply.of(shaped(subscriptions.values()));
  }

  private synchronized Reply subscribe(JsonNode wish) {
    var author = numbered(wish.at("/filter/user_id").asText());
    if (author.filter(it -> it.state == XAccountState.ACTIVE).isEmpty()) {
      return problem(400, "invalid-request", "This user cannot be followed.");
    }
    if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
      return problem(403, "client-forbidden", "Too many subscriptions");
    }
    var id = Long.toString(++lastOther);
    var event = wish.path("event_type").asText();
    var subscription = new Subscription(id, event, author.get().id.value());
    subscriptions.put(id, subscription);
    return Reply.of(shaped(List.of(subscription)));
  }

  private synchronized Reply unsubscribe(String id) {
    return subscriptions.remove(id) == null
        ? problem(404, "resource-not-found", "There is no such subscription.")
        : Reply.of(object().set("data", object().put("deleted", true)));
  }

  private ObjectNode shaped(Collection<Subscription> some) {
    var answer = object();
    if (shape == Shape.OBJECT && some.size() == 1) {
      return answer.set("data", some.iterator().next().json());
    }
    var data = answer.putArray("data");
    for (var each : some) {
      data.add(shape == Shape.NESTED ? object().set("subscription", each.json()) : each.json());
    }
    return shape == Shape.NESTED && some.size() == 1 ? answer.set("data", data.get(0)) : answer;
  }

  private void stream(HttpExchange exchange, Endpoint endpoint) throws IOException {
    var stream = new OpenStream(endpoint, exchange);
    synchronized (this) {
      probe();
      if (openStreams(endpoint) >= (endpoint == Endpoint.STREAM ? 1 : 2)) {
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

  /** What nobody reads any more is found out by writing, and not by the first time. */
  private void probe() {
    for (var time = 0; time < 2; time++) {
      streams.forEach(stream -> stream.write(""));
    }
    streams.removeIf(OpenStream::isOver);
  }

  // What a person plays with

  private synchronized Reply play(String method, String path, JsonNode body) {
    var last = path.substring(path.lastIndexOf('/') + 1);
    var username = body.path("username").asText();
    try {
      return switch (method + " " + path.replaceFirst("(/fake/\\w+)/.*", "$1/")) {
        case "POST /fake/accounts" -> {
          var id =
              named(username)
                  .map(it -> it.id)
                  .orElseGet(() -> account(username, XAccountState.ACTIVE));
          become(username, XAccountState.valueOf(body.path("state").asText("ACTIVE")));
          yield new Reply(201, object().put("id", Long.toString(id.value())));
        }
        case "PATCH /fake/accounts/" -> {
          rename(last, username);
          yield new Reply(204, null);
        }
        case "POST /fake/posts" -> {
          var id = post(username, body.path("text").asText(), references(body));
          yield new Reply(201, object().put("id", Long.toString(id.value())));
        }
        case "PATCH /fake/posts/" -> {
          var id = edit(new PostId(Long.parseLong(last)), body.path("text").asText());
          yield Reply.of(object().put("id", Long.toString(id.value())));
        }
        case "DELETE /fake/posts/" -> {
          delete(new PostId(Long.parseLong(last)));
          yield new Reply(204, null);
        }
        case "GET /fake/meter" -> {
          var requests = object();
          Arrays.stream(Endpoint.values())
              .forEach(it -> requests.put(it.name().toLowerCase(Locale.ROOT), asked(it).size()));
          yield Reply.of(
              object()
                  .put("posts", meter.posts())
                  .put("users", meter.users())
                  .put("dollars", meter.mills() / 1000.0)
                  .set("requests", requests));
        }
        default -> problem(404, "resource-not-found", "There is no such thing to play with.");
      };
    } catch (IllegalArgumentException | NullPointerException e) {
      return problem(400, "invalid-request", String.valueOf(e.getMessage()));
    }
  }

  private static Reference[] references(JsonNode body) {
    return Stream.of("replyTo:replied_to", "quoting:quoted", "reposting:retweeted")
        .map(it -> it.split(":"))
        .filter(it -> body.hasNonNull(it[0]))
        .map(it -> new Reference(it[1], new PostId(body.path(it[0]).asLong())))
        .toArray(Reference[]::new);
  }

  // Feeds

  private synchronized String rss(String username) {
    var items =
        of(username)
            .map(
                post ->
                    "<item><title>%s</title><link>%s</link><guid>%s</guid></item>"
                        .formatted(xml(title(post)), link(post), link(post)))
            .collect(Collectors.joining());
    return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>%s</title>%s</channel></rss>"
        .formatted(username, items);
  }

  private synchronized String atom(String username) {
    var entries =
        of(username)
            .map(
                post ->
                    "<entry><title>%s</title><link href=\"%s\"/><id>urn:%s</id></entry>"
                        .formatted(xml(title(post)), link(post), post.id().value()))
            .collect(Collectors.joining());
    return "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>%s</title>%s</feed>"
        .formatted(username, entries);
  }

  private Stream<Posted> of(String username) {
    return posts.values().stream().filter(post -> post.author().isCalled(username)).limit(20);
  }

  private static String title(Posted post) {
    if (post.is("retweeted")) {
      return "RT by @" + post.author().username + ": " + post.text();
    }
    return post.to().map(it -> "R to @" + it.username + ": ").orElse("") + post.text();
  }

  private static String link(Posted post) {
    return "https://x.example/" + post.author().username + "/status/" + post.id().value() + "#m";
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  // HTTP

  private synchronized Optional<Failure> nextFailure(Endpoint endpoint) {
    return Optional.ofNullable(failures.get(endpoint)).map(Queue::poll);
  }

  private void await(Endpoint endpoint) {
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

  private static Reply problem(int status, String kind, String detail) {
    return new Reply(status, error(kind, detail).put("status", status));
  }

  private static ObjectNode error(String kind, String detail) {
    return object()
        .put("title", kind)
        .put("detail", detail)
        .put("type", "https://api.twitter.com/2/problems/" + kind);
  }

  private static ObjectNode with(ObjectNode answer, ObjectNode error) {
    ArrayNode errors = answer.withArray("/errors");
    errors.add(error);
    return answer;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
