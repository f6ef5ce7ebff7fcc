package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.crier.rest.outbound.PostResult.Responded;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests, responses and reuse of connections. */
class OutboundClientTest extends OutboundClientFixture {

  @Test
  void sendsHeadersAndBodyUnchanged() {
    var receiver = open(ScriptedServer.answering(answer(200, "", "thanks")));

    var answer =
        client(LONG_DEADLINE)
            .post(
                receiver.at("127.0.0.1"),
                Map.of("content-type", "application/json", "webhook-id", "evt_1"),
                "{\"body\":\"\u0627\u0647\u0644\u0627\"}".getBytes(UTF_8));

    assertThat(answer)
        .isInstanceOfSatisfying(
            Responded.class,
            responded -> {
              assertThat(responded.status()).isEqualTo(200);
              assertThat(responded.isSuccess()).isTrue();
              assertThat(responded.retryAfter()).isEmpty();
              assertThat(responded.excerpt()).isEqualTo("thanks");
            });
    assertThat(receiver.requests()).hasSize(1);
    var request = receiver.requests().getFirst();
    assertThat(request)
        .startsWith("POST /hook HTTP/1.1\r\n")
        .containsOnlyOnce("webhook-id: evt_1\r\n")
        .containsOnlyOnce("content-type: application/json\r\n")
        .contains("User-Agent: Crier\r\n")
        .endsWith(
            "\r\n\r\n"
                + new String("{\"body\":\"\u0627\u0647\u0644\u0627\"}".getBytes(UTF_8), ISO_8859_1))
        .doesNotContainIgnoringCase("accept-encoding")
        .doesNotContainIgnoringCase("upgrade")
        .doesNotContainIgnoringCase("expect:");
  }

  @Test
  void preventsHeaderInjection() {
    var receiver = open(ScriptedServer.answering(answer(200, "", "")));

    client(LONG_DEADLINE)
        .post(receiver.at("127.0.0.1"), Map.of("x-note", "a\r\nx-admin: yes"), new byte[0]);

    assertThat(receiver.requests())
        .allSatisfy(request -> assertThat(request).doesNotContain("\nx-admin"));
  }

  @Test
  void acceptsResponseWithoutBody() {
    var receiver = open(ScriptedServer.answering("HTTP/1.1 204 No Content\r\n\r\n"));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Responded.class,
            responded -> {
              assertThat(responded.status()).isEqualTo(204);
              assertThat(responded.excerpt()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({"301", "401", "407", "408", "410", "429", "500", "503"})
  void makesOneAttemptForAnyStatus(int status) {
    var headers =
        "Retry-After: 120\r\n"
            + "WWW-Authenticate: Basic realm=\"r\"\r\n"
            + "Proxy-Authenticate: Basic realm=\"r\"\r\n";
    var receiver = open(ScriptedServer.answering(answer(status, headers, "no")));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Responded.class,
            responded -> {
              assertThat(responded.status()).isEqualTo(status);
              assertThat(responded.isSuccess()).isFalse();
              assertThat(responded.retryAfter()).isEqualTo(Optional.of("120"));
            });
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void reusesConnection() {
    var receiver = open(ScriptedServer.answering(answer(200, "", "ok")));
    var client = client(LONG_DEADLINE);

    assertThat(post(client, receiver)).isInstanceOf(Responded.class);
    assertThat(post(client, receiver)).isInstanceOf(Responded.class);

    assertThat(receiver.requests()).hasSize(2);
    assertThat(receiver.reached()).hasSize(1);
  }

  @Test
  void ignoresCookies() {
    var receiver = open(ScriptedServer.answering(answer(200, "Set-Cookie: a=b; Path=/\r\n", "ok")));
    var client = client(LONG_DEADLINE);

    post(client, receiver);
    post(client, receiver);

    assertThat(receiver.requests())
        .hasSize(2)
        .allSatisfy(request -> assertThat(request).doesNotContainIgnoringCase("cookie"));
  }

  @Test
  void servesHundredsOfVirtualThreads() throws Exception {
    var bodies = ConcurrentHashMap.<String>newKeySet();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 500);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    open.add(() -> server.stop(0));
    var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    var client = client(LONG_DEADLINE);

    var answers = new HashSet<Class<?>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var posts =
          IntStream.range(0, 500)
              .mapToObj(
                  i ->
                      (Callable<PostResult>)
                          () -> client.post(url, Map.of(), ("" + i).getBytes(UTF_8)))
              .toList();
      for (var answer : threads.invokeAll(posts)) {
        answers.add(answer.get().getClass());
      }
    }

    assertThat(answers).isEqualTo(Set.of(Responded.class));
    assertThat(bodies).hasSize(500);
  }

  @Test
  void keepsOnlyTheBeginningOfALongBody() {
    var receiver = open(ScriptedServer.answering(answer(200, "", "x".repeat(5_000))));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Responded.class,
            responded -> assertThat(responded.excerpt()).isEqualTo("x".repeat(2048)));
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 1073741824", "Transfer-Encoding: chunked", "Connection: close"})
  void stopsReadingEndlessBody(String framing) {
    var written = new AtomicLong();
    var cut = new CountDownLatch(1);
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  out.write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n").getBytes(ISO_8859_1));
                  var piece = "y".repeat(16 * 1024).getBytes(ISO_8859_1);
                  try {
                    while (written.get() < 1L << 30) {
                      if (framing.contains("chunked")) {
                        out.write("4000\r\n".getBytes(ISO_8859_1));
                      }
                      out.write(piece);
                      if (framing.contains("chunked")) {
                        out.write("\r\n".getBytes(ISO_8859_1));
                      }
                      written.addAndGet(piece.length);
                    }
                  } finally {
                    cut.countDown();
                  }
                }));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Responded.class,
            responded -> assertThat(responded.excerpt()).isEqualTo("y".repeat(2048)));

    ScriptedServer.await(cut);
    assertThat(written).hasValueLessThan(64L << 20); // what the system's own buffers swallow
  }

  @Test
  void doesNotDecompressBody() {
    var receiver =
        open(
            ScriptedServer.answering(answer(200, "Content-Encoding: gzip\r\n", "not gzip at all")));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Responded.class,
            responded -> assertThat(responded.excerpt()).isEqualTo("not gzip at all"));
  }

  @Test
  void writesExcerptAsStorableText() {
    var excerpt = new Excerpt(5);
    excerpt.add("a\0\u0627\u0647".getBytes(UTF_8), 6);

    assertThat(excerpt.text()).isEqualTo("a\uFFFD\u0627");
    var latin = new Excerpt(5);
    latin.add(new byte[] {'o', (byte) 0xE9, 'k'}, 3);
    assertThat(latin.text()).isEqualTo("o\uFFFDk");
    var halved = new Excerpt(50);
    halved.add(new byte[] {'o', (byte) 0xD8}, 2);
    assertThat(halved.text()).isEqualTo("o\uFFFD");
  }
}
