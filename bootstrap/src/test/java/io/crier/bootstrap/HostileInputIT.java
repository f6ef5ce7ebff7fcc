package io.crier.bootstrap;

import static io.crier.bootstrap.SharedFakeX.X;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.crier.bootstrap.hostile.HostileRequests;
import io.crier.bootstrap.hostile.HostileRequests.Request;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No input breaks the API: every operation, every field, every hostile value, and afterwards the
 * account's lists, its event stream and its webhook work as before. The long form: {@code
 * -Dhostile.requests=1000000}.
 */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class HostileInputIT {

  private static final int REQUESTS = Integer.getInteger("hostile.requests", 20_000);
  private static final long SEED = Long.getLong("hostile.seed", 1);

  /** Many, since the immediate sends of some dialects wait for their outcome. */
  private static final int AT_ONCE = 32;

  private static final int SHOWN = 40;
  private static final String NUMBER = "+966501234567";

  /** What the engine cannot do is answered 501. */
  private static final Set<String> UNSUPPORTED =
      Set.of("type_unsupported", "seen_unsupported", "linking_unsupported");

  /**
   * What aulm answers while WhatsApp is hostile: other requests set the faults of the simulator.
   */
  private static final Set<String> UPSTREAM =
      Set.of(
          "messaging_service_timeout",
          "messaging_service_unreachable",
          "messaging_service_error",
          "service_unavailable");

  /**
   * What wapi answers while WhatsApp is hostile: other requests set the faults of the simulator.
   */
  private static final Set<String> UNLINKED = Set.of("WHATSAPP_NOT_CONNECTED", "QR_NOT_READY");

  private static final Set<String> MADE_IN =
      Set.of("/v1/sessions", "/v1/api-keys", "/v1/webhooks", "/v1/subscriptions", "/v1/phones");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @ArquillianResource private URI root;

  private final BlockingQueue<String> posts = new LinkedBlockingQueue<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private final Map<Integer, LongAdder> statuses = new TreeMap<>();
  private HttpServer receiver;
  private Api operator;
  private Api account;
  private Api unused;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void receiveWebhooks() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          posts.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stopReceivingAndSendingAlerts() {
    receiver.stop(0);
    for (var sender : operator.get("/v1/operator/alert-senders").is(200).at("/items")) {
      operator.call(
          "DELETE", "/v1/operator/alert-senders/" + sender.at("/sessionId").asText(), null);
    }
  }

  @Test
  void refusesHostileInputAndGoesOnWorking() throws Exception {
    operator = Api.operator(root);
    account = operator.newAccount("Blue Door Clinic");
    var id = account.get("/v1/account").is(200).at("/account/id").asText();
    // It behaves like a bot, and has to get past the door.
    operator
        .call("PUT", "/v1/operator/accounts/" + id + "/protection", "{\"enabled\":false}")
        .is(204);
    // Some dialects limit requests by key, and hostile ones use up the plan's keys.
    unused = account.withKey("{\"name\":\"afterwards\",\"role\":\"admin\"}");
    var names = names();
    var document = operator.get("/openapi?format=json").is(200).json();
    var requests = new HostileRequests(document, names);
    var mark = account.post("/v1/messages", Api.text(names.get("/sessions"), NUMBER, "first"));

    assertThat(requests.wellFormed().map(this::send).map(Answer::body))
        .noneMatch(it -> it.contains("invalid_request") || it.contains("invalid_json"));
    send(Stream.concat(requests.each(), requests.drawn(SEED)).limit(REQUESTS));

    System.out.println("Hostile requests by status: " + statuses);
    assertAll(
        () -> assertThat(broken).as("of %d requests", REQUESTS).isEmpty(),
        () -> assertThatEverythingWorks(mark.at("/id").asText()));
  }

  private Map<String, String> names() {
    var session = account.newConnectedSession("hostile", "+966500000001");
    account
        .call("PATCH", "/v1/sessions/" + session, "{\"pacing\":{\"allowUnpaced\":true}}")
        .is(200);
    var phone = "+9665014%05d".formatted(ThreadLocalRandom.current().nextInt(100_000));
    account.verifyPhone(phone, session);
    X.account("some_author");
    var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    var webhook = created("/v1/webhooks", "{\"url\":\"" + url + "\"}", 201);
    var message = created("/v1/messages", Api.text(session, NUMBER, "hello"), 202);
    var deliveries = "/v1/webhooks/" + webhook + "/deliveries";
    account.until(deliveries, it -> !it.at("/items").isEmpty());
    var subscription = "{\"xUsername\":\"some_author\",\"phoneNumber\":\"%s\"}".formatted(phone);
    var names = new HashMap<String, String>();
    names.put("/sessions", session);
    names.put("sessionId", session);
    names.put("session_id", session);
    names.put("/alert-senders", session);
    names.put("/messages", message);
    names.put("messageId", message);
    names.put("/webhooks", webhook);
    names.put("url", url);
    // Else each of some 50 replays would deliver all events again, thousands by then.
    names.put("since", "2199-01-01T00:00:00Z");
    names.put("/deliveries", account.get(deliveries).at("/items/0/id").asText());
    names.put("/subscriptions", created("/v1/subscriptions", subscription, 201));
    names.put("xUsername", "some_author");
    names.put("/phones", phone);
    names.put("phoneNumber", phone);
    names.put("/numbers", NUMBER);
    names.put("/api-keys", account.key().substring(0, 12));
    names.put(
        "/accounts", operator.newAccount("Other").get("/v1/account").at("/account/id").asText());
    return names;
  }

  private String created(String path, String body, int status) {
    return account.post(path, body).is(status).at("/id").asText();
  }

  private void send(Stream<Request> requests) throws InterruptedException {
    var free = new Semaphore(AT_ONCE);
    var number = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var request : (Iterable<Request>) requests::iterator) {
        free.acquire();
        if (number.incrementAndGet() % 5_000 == 0) {
          System.out.println(LocalTime.now() + ": " + number + " hostile requests");
        }
        threads.execute(
            () -> {
              try {
                judge(request);
              } finally {
                free.release();
              }
            });
      }
    }
  }

  private void judge(Request request) {
    try {
      var response = send(request);
      synchronized (statuses) {
        statuses.computeIfAbsent(response.status, it -> new LongAdder()).increment();
      }
      var expected =
          request.path().startsWith("/aulm")
              ? UPSTREAM
              : request.path().startsWith("/wapi/") ? UNLINKED : UNSUPPORTED;
      if (response.status >= 500 && expected.stream().noneMatch(response.body::contains)) {
        report(request + " -> " + response);
      }
      if (response.status == 201 || response.status == 202) {
        delete(request.path(), Json.read(response.body));
      }
    } catch (RuntimeException failure) {
      report(request + " -> " + failure);
    }
  }

  private void report(String what) {
    if (broken.size() < SHOWN) {
      broken.add(what);
    }
  }

  /** Makes room for the next one. */
  private void delete(String collection, JsonNode created) {
    for (var name : List.of("id", "prefix", "number")) {
      if (MADE_IN.contains(collection) && created.has(name)) {
        var path = collection + "/" + created.get(name).asText();
        send(Request.delete(path));
        return;
      }
    }
  }

  private Answer send(Request request) {
    var key = (request.path().startsWith("/v1/operator") ? operator : account).key();
    var builder =
        HttpRequest.newBuilder(URI.create(root.resolve("/") + request.path().substring(1)))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + key)
            .header("x-api-key", key)
            .setHeader("Content-Type", "application/json")
            .method(
                request.method(),
                request.body() == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body(), UTF_8));
    request.headers().forEach(builder::setHeader);
    try {
      return Answer.of(CLIENT.send(builder.build(), BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** An answer; of a stream, that it has begun. */
  private record Answer(int status, String body) {

    static Answer of(HttpResponse<InputStream> response) throws IOException {
      var type = response.headers().firstValue("Content-Type").orElse("");
      try (var body = response.body()) {
        return new Answer(
            response.statusCode(),
            type.startsWith("text/event-stream") ? "" : new String(body.readAllBytes(), UTF_8));
      }
    }
  }

  private void assertThatEverythingWorks(String mark) throws InterruptedException {
    for (var list : Routes.all().stream().filter(Route::isList).toList()) {
      var cursor = "";
      do {
        var page = unused.get(list.path() + cursor).is(200);
        // An export is no JSON, and has no pages.
        var hasNext = page.text().contains("\"nextCursor\"");
        cursor = hasNext ? "?cursor=" + page.at("/nextCursor").asText() : "";
      } while (!cursor.isEmpty());
    }
    var session = account.newConnectedSession("afterwards", "+966500000003");
    var last = account.post("/v1/messages", Api.text(session, NUMBER, "last")).is(202);
    var id = last.at("/id").asText();
    try (var lines = account.follow("/v1/events", "Last-Event-ID", "0")) {
      var seen = lines.anyMatch(it -> it.contains(id));
      assertThat(seen).as("the stream of events goes on to the last message").isTrue();
    }
    for (var seen = false; !seen; ) {
      var post = posts.poll(60, TimeUnit.SECONDS);
      assertThat(post).as("the webhook is told of the last message").isNotNull();
      seen = post.contains(id);
    }
    assertThat(account.get("/v1/messages/" + mark).is(200).at("/body").asText()).isEqualTo("first");
  }
}
