package io.crier.x.fake;

import static io.crier.x.fake.Reply.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A fake of X with all that Crier uses: authors and their posts, timelines, the filtered stream,
 * the Activity API, feeds, rate limits and billing. Its time is that of the clock, and nothing
 * happens by itself.
 *
 * <p>The endpoints under {@code /fake} let a person control it by hand.
 */
public final class FakeX implements AutoCloseable {

  public static final String TOKEN = "fake-token";

  private static final int HEARTBEAT_SECONDS = 20;

  private final BillingMeter meter;
  private final RateLimitWindows windows;
  private final Users users;
  private final Posts posts;
  private final TimelineEndpoint timelines;
  private final StreamRules rules = new StreamRules();
  private final ActivitySubscriptions subscriptions;
  private final OpenStreams streams = new OpenStreams();
  private final FakeXServer server;
  private volatile FieldNames fieldNames = FieldNames.TWEETS;
  private volatile int dropped;
  private long lastEvent;

  public FakeX(InstantSource clock) {
    this(clock, 0);
  }

  /**
   * @param port to listen on; 0 chooses a free one
   */
  public FakeX(InstantSource clock, int port) {
    meter = new BillingMeter(clock);
    windows = new RateLimitWindows(clock);
    users = new Users(meter);
    posts = new Posts(clock);
    timelines = new TimelineEndpoint(clock, users, posts, meter);
    subscriptions = new ActivitySubscriptions(users);
    server = new FakeXServer(this, streams, windows, port);
    server.start();
  }

  /** Runs until the process is stopped. */
  public static void main(String[] arguments) {
    var x = new FakeX(Clock.systemUTC(), Integer.parseInt(arguments[0]));
    Executors.newSingleThreadScheduledExecutor()
        .scheduleAtFixedRate(x::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    System.out.println("A fake X listens on " + x.uri() + "; its bearer token is " + TOKEN);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    closeStreams();
    server.close();
  }

  // Accounts and posts

  public XUserId account(String username) {
    return account(username, XAccountState.ACTIVE);
  }

  public synchronized XUserId account(String username, XAccountState state) {
    return users.add(username, state);
  }

  /** Adds the account unless it exists, and sets its state. */
  synchronized XUserId putAccount(String username, XAccountState state) {
    var id = users.find(username).map(it -> it.id).orElseGet(() -> account(username));
    setState(username, state);
    return id;
  }

  public void setState(String username, XAccountState state) {
    users.get(username).state = state;
  }

  public synchronized void rename(String username, String to) {
    var author = users.get(username);
    author.username = to;
    publish("profile.update.handle", author, object().put("before", username).put("after", to));
  }

  public PostId post(String username, String text) {
    return post(username, text, new Reference[0]);
  }

  public synchronized PostId post(String username, String text, Reference... references) {
    return publish(posts.add(users.get(username), text, references));
  }

  public synchronized PostId newestPost(String username) {
    return posts.newestOf(username).findFirst().map(FakePost::id).orElseThrow();
  }

  /** Replaces a post by a new version, which has an id of its own. */
  public synchronized PostId edit(PostId post, String text) {
    return publish(posts.replace(post, text));
  }

  public synchronized void delete(PostId post) {
    var deleted = posts.remove(post);
    if (deleted != null) {
      var id = Long.toString(deleted.id().value());
      publish("post.delete", deleted.author(), object().put("id", id));
    }
  }

  private PostId publish(FakePost post) {
    if (dropped > 0) {
      dropped--;
      return post.id();
    }
    var matching = rules.matching(post);
    if (!matching.isEmpty() && post.author().state == XAccountState.ACTIVE) {
      var message = object();
      message.set("data", post.json(fieldNames));
      var tags = message.putArray("matching_rules");
      matching.forEach(id -> tags.addObject().put("id", id));
      if (streams.write(Endpoint.STREAM, message)) {
        meter.readPost(post.id().value());
      }
    }
    publish("post.create", post.author(), post.json(fieldNames));
    return post.id();
  }

  private void publish(String event, FakeAuthor author, ObjectNode payload) {
    if (!subscriptions.contains(event, author.id.value()) || author.state != XAccountState.ACTIVE) {
      return;
    }
    var message = object();
    var data = message.putObject("data").put("event_uuid", Long.toString(++lastEvent));
    data.putObject("filter").put("user_id", Long.toString(author.id.value()));
    data.put("event_type", event).set("payload", payload);
    if (streams.write(Endpoint.ACTIVITY_STREAM, message) && event.startsWith("post.")) {
      meter.readPost(payload.path("id").asLong());
    }
  }

  // Behaviour

  public BillingMeter meter() {
    return meter;
  }

  /** Limits the endpoint to this many requests in a quarter of an hour. */
  public void limit(Endpoint endpoint, int requests) {
    windows.limit(endpoint, requests);
  }

  public void useFieldNames(FieldNames names) {
    fieldNames = names;
  }

  public void useShape(SubscriptionShape shape) {
    subscriptions.shape(shape);
  }

  /** Hides posts from timelines until they are this old. */
  public void delayTimelines(Duration lag) {
    timelines.delay(lag);
  }

  /** Makes timelines reject a {@code since_id} that is older than this. */
  public void limitTimelineAge(Duration maxAge) {
    timelines.limitAge(maxAge);
  }

  /** Adds an error about a missing referenced post to each timeline. */
  public void addErrorsToTimelines(boolean on) {
    timelines.addErrors(on);
  }

  /** Answers the next requests to the endpoint with this status and body. */
  public void fail(Endpoint endpoint, int times, int status, String body) {
    server.fail(endpoint, times, status, body);
  }

  /** Leaves requests to the endpoint unanswered until {@link #release}. */
  public void hold(Endpoint endpoint) {
    server.hold(endpoint);
  }

  public void release(Endpoint endpoint) {
    server.release(endpoint);
  }

  /** Keeps streams open without messages and heartbeats. */
  public void silenceStreams(boolean on) {
    streams.silence(on);
  }

  public void repeatMessages(boolean on) {
    streams.repeatMessages(on);
  }

  /** Omits the next posts from streams. */
  public void dropFromStreams(int posts) {
    dropped = posts;
  }

  public synchronized void heartbeat() {
    streams.heartbeat();
  }

  public synchronized void closeStreams() {
    streams.endAll();
  }

  /** Writes a line, valid or not, to all streams. */
  public synchronized void writeToStreams(String line) {
    streams.writeLine(line);
  }

  // State

  /** The requests so far, in order. */
  public List<RecordedRequest> requests() {
    return server.requests();
  }

  public List<RecordedRequest> requests(Endpoint endpoint) {
    return requests().stream().filter(it -> it.endpoint() == endpoint).toList();
  }

  public void clearRequests() {
    server.clearRequests();
  }

  /** The values of the filtered stream's rules. */
  public synchronized List<String> rules() {
    return rules.values();
  }

  /** Adds a rule without a request. */
  public synchronized void addRule(String value) {
    rules.put(value);
  }

  /** Adds a subscription to the Activity API without a request. */
  public synchronized void addSubscription(String event, XUserId author) {
    subscriptions.put(event, author.value());
  }

  /** The subscriptions to the Activity API, as {@code post.create 1001}. */
  public synchronized List<String> subscriptions() {
    return subscriptions.descriptions();
  }

  public synchronized long openStreams(Endpoint endpoint) {
    return streams.count(endpoint);
  }

  // Requests

  synchronized Reply control(String method, String path, JsonNode body) {
    return new ControlApi(this).handle(method, path, body);
  }

  synchronized String feed(String path) {
    var username = lastSegment(path);
    var pages = new FeedPages(posts);
    return path.startsWith("/atom/") ? pages.atom(username) : pages.rss(username);
  }

  synchronized Reply reply(
      String method, Endpoint endpoint, String path, Map<String, String> query, JsonNode body) {
    return switch (endpoint) {
      case USER_BY_USERNAME -> users.lookUp(lastSegment(path));
      case USERS -> users.lookUpAll(query.getOrDefault("ids", "").split(","));
      case TIMELINE -> timelines.read(path.split("/")[3], query, fieldNames);
      case RULES -> rules.read();
      case CHANGE_RULES -> rules.change(body);
      case SUBSCRIPTIONS ->
          switch (method) {
            case "GET" -> subscriptions.read();
            case "POST" -> subscriptions.subscribe(body);
            default -> subscriptions.unsubscribe(lastSegment(path));
          };
      case CONNECTIONS -> {
        closeStreams();
        yield Reply.of(object().set("data", object().put("successful_kills", 1)));
      }
      default -> throw new IllegalStateException(endpoint + " is not answered here");
    };
  }

  private static String lastSegment(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
