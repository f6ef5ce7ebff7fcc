package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.crier.rest.outbound.PostResult.Responded;
import io.crier.rest.outbound.PostResult.TimedOut;
import io.crier.rest.outbound.PostResult.Unreachable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a request whose receiver behaves well, badly or not at all. */
@Timeout(60)
class OutboundClientTest {

  private static final OutboundPolicy LOCAL = OutboundPolicy.publicOnly().allowing("127.0.0.0/8");

  /** Long enough that only a hang would reach it. */
  private static final OutboundLimits LONG_DEADLINE =
      new OutboundLimits(Duration.ofSeconds(50), Duration.ofSeconds(50), 64 * 1024, 2 * 1024, 100);

  private static final OutboundLimits SHORT_DEADLINE =
      new OutboundLimits(Duration.ofSeconds(50), Duration.ofMillis(300), 64 * 1024, 2 * 1024, 100);

  private static final OutboundLimits ONE_CONNECTION =
      new OutboundLimits(Duration.ofSeconds(50), Duration.ofSeconds(1), 1024, 256, 1);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (var closeable : open.reversed()) {
      closeable.close();
    }
  }

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

  @Test
  void timesOutOnSilentReceiver() {
    assertThat(post(SHORT_DEADLINE, open(ScriptedServer.silent()))).isInstanceOf(TimedOut.class);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 200 OK",
    "'HTTP/1.1 200 OK\r\nX-Drip: '",
    "'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n'",
    "'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n'",
  })
  void timesOutOnDrippingReceiver(String beginning) {
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  out.write(beginning.getBytes(ISO_8859_1));
                  drip(out);
                }));

    assertThat(post(SHORT_DEADLINE, receiver)).isInstanceOf(TimedOut.class);
  }

  @Test
  void timesOutOnEndlessInterimResponses() {
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  while (true) {
                    out.write("HTTP/1.1 102 Processing\r\n\r\n".getBytes(ISO_8859_1));
                  }
                }));

    assertThat(post(SHORT_DEADLINE, receiver)).isInstanceOf(TimedOut.class);
  }

  @Test
  void countsWaitForConnectionTowardsDeadline() throws Exception {
    var client = client(ONE_CONNECTION);
    var receiver = open(ScriptedServer.silent());

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var posts =
          IntStream.range(0, 10)
              .mapToObj(i -> (Callable<PostResult>) () -> post(client, receiver))
              .toList();
      for (var answer : threads.invokeAll(posts)) {
        assertThat(answer.get()).isInstanceOf(TimedOut.class);
      }
    }
  }

  @Test
  void worksAgainAfterTimeout() {
    var client = client(ONE_CONNECTION);

    assertThat(post(client, open(ScriptedServer.silent()))).isInstanceOf(TimedOut.class);
    assertThat(post(client, open(ScriptedServer.answering(answer(200, "", "ok")))))
        .isInstanceOf(Responded.class);
  }

  @Test
  void appliesDeadlineAcrossAllAddresses() throws Exception {
    var full = open(fullServer());
    var client =
        client(
            ONE_CONNECTION,
            host ->
                new InetAddress[] {
                  InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2")
                });

    assertThat(
            client.post(
                URI.create("http://full.example:" + full.getLocalPort() + "/"),
                Map.of(),
                new byte[0]))
        .isInstanceOf(TimedOut.class);
    assertThat(post(client, open(ScriptedServer.answering(answer(200, "", "ok")))))
        .as("its only connection is free again")
        .isInstanceOf(Responded.class);
  }

  @Test
  void appliesDeadlineToNameLookup() {
    var never = new CountDownLatch(1);
    var client =
        client(
            ONE_CONNECTION,
            host -> {
              ScriptedServer.await(never);
              return new InetAddress[0];
            });

    assertThat(client.post(URI.create("http://lost.example/"), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
    assertThat(post(client, open(ScriptedServer.answering(answer(200, "", "ok")))))
        .as("its only connection is free again")
        .isInstanceOf(Responded.class);
  }

  @Test
  void appliesConnectTimeout() throws Exception {
    var full = open(fullServer());
    var shortConnect =
        new OutboundLimits(Duration.ofMillis(200), Duration.ofSeconds(50), 1024, 256, 1);

    assertThat(
            client(shortConnect)
                .post(
                    URI.create("http://127.0.0.1:" + full.getLocalPort() + "/"),
                    Map.of(),
                    new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("the connection was not established in time"));
  }

  @Test
  void appliesConnectTimeoutToNameLookup() {
    var never = new CountDownLatch(1);
    var shortConnect =
        new OutboundLimits(Duration.ofMillis(200), Duration.ofSeconds(50), 1024, 256, 1);
    var client =
        client(
            shortConnect,
            host -> {
              ScriptedServer.await(never);
              return new InetAddress[0];
            });

    assertThat(client.post(URI.create("http://lost.example/"), Map.of(), new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class,
            failed -> assertThat(failed.reason()).isEqualTo("the host name does not resolve"));
  }

  @Test
  void reportsClosedPortAsUnreachable() throws Exception {
    int port;
    try (var closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }

    assertThat(
            client(LONG_DEADLINE)
                .post(URI.create("http://127.0.0.1:" + port + "/"), Map.of(), new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class,
            failed -> assertThat(failed.reason()).isEqualTo("the connection was refused"));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n'",
    "'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it'",
    "'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'",
  })
  void reportsTruncatedResponseWithoutRetry(String beginning) {
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  out.write(beginning.getBytes(ISO_8859_1));
                  socket.shutdownOutput();
                }));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Unreachable.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("the connection broke before the response was complete"));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void reportsResetWithoutRetry() {
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  socket.setSoLinger(true, 0);
                  socket.close();
                }));

    assertThat(post(LONG_DEADLINE, receiver)).isInstanceOf(Unreachable.class);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void doesNotQuoteOtherProtocols() {
    var receiver =
        open(ScriptedServer.answering("SSH-2.0-OpenSSH_9.2p1 secret-banner\r\n".repeat(200)));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Unreachable.class, failed -> assertThat(failed.reason()).doesNotContain("secret"));
  }

  @ParameterizedTest
  @CsvSource({"X-Many: a, 1000000", "X-Long, 1"})
  void limitsResponseHeaders(String header, int lines) {
    var receiver =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  out.write("HTTP/1.1 200 OK\r\n".getBytes(ISO_8859_1));
                  var line =
                      lines > 1 ? header + "\r\n" : header + ": " + "a".repeat(1 << 20) + "\r\n";
                  for (var i = 0; i < lines; i++) {
                    out.write(line.getBytes(ISO_8859_1));
                  }
                  out.write("Content-Length: 0\r\n\r\n".getBytes(ISO_8859_1));
                }));

    assertThat(post(LONG_DEADLINE, receiver))
        .isInstanceOfSatisfying(
            Unreachable.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("the response headers are too many or too long"));
  }

  @Test
  void verifiesHostNameInCertificate(@TempDir Path folder) throws Exception {
    var keys = certificateFor("receiver.example", folder);
    var receiver =
        open(
            ScriptedServer.responding(
                tlsServer(keys),
                (out, socket) -> out.write(answer(200, "", "ok").getBytes(ISO_8859_1))));
    var trusting =
        client(
            LONG_DEADLINE,
            host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")},
            trusting(keys));

    assertThat(trusting.post(tls("receiver.example", receiver), Map.of(), new byte[0]))
        .isInstanceOf(Responded.class);
    assertThat(trusting.post(tls("other.example", receiver), Map.of(), new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class, failed -> assertThat(failed.reason()).startsWith("TLS failed: "));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void rejectsUntrustedCertificate(@TempDir Path folder) throws Exception {
    var keys = certificateFor("receiver.example", folder);
    var receiver =
        open(
            ScriptedServer.responding(
                tlsServer(keys),
                (out, socket) -> out.write(answer(200, "", "ok").getBytes(ISO_8859_1))));
    var client =
        client(LONG_DEADLINE, host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});

    assertThat(client.post(tls("receiver.example", receiver), Map.of(), new byte[0]))
        .isInstanceOfSatisfying(
            Unreachable.class, failed -> assertThat(failed.reason()).startsWith("TLS failed: "));
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void timesOutOnDrippingTlsBody(@TempDir Path folder) throws Exception {
    var keys = certificateFor("receiver.example", folder);
    var receiver =
        open(
            ScriptedServer.responding(
                tlsServer(keys),
                (out, socket) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(ISO_8859_1));
                  drip(out);
                }));
    var limits = new OutboundLimits(Duration.ofSeconds(50), Duration.ofSeconds(3), 65_536, 256, 1);
    var client =
        client(
            limits, host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")}, trusting(keys));

    assertThat(client.post(tls("receiver.example", receiver), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void timesOutOnDrippingHandshake() {
    var receiver =
        open(
            ScriptedServer.onConnect(
                ScriptedServer.listening(),
                socket -> {
                  socket
                      .getOutputStream()
                      .write(new byte[] {22, 3, 3, 64, 0}); // a handshake record of 16 KiB
                  drip(socket.getOutputStream());
                }));

    assertThat(client(SHORT_DEADLINE).post(tls("127.0.0.1", receiver), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
  }

  @Test
  void timesOutOnMissingHandshake() {
    var never = new CountDownLatch(1);
    var receiver =
        open(
            ScriptedServer.onConnect(
                ScriptedServer.listening(), socket -> ScriptedServer.await(never)));

    assertThat(client(SHORT_DEADLINE).post(tls("127.0.0.1", receiver), Map.of(), new byte[0]))
        .isInstanceOf(TimedOut.class);
  }

  /** A byte now and then, far more often than any deadline here, until the client leaves. */
  private static void drip(OutputStream out) throws IOException {
    var broken = new CountDownLatch(1);
    try (var ticker = Executors.newSingleThreadScheduledExecutor()) {
      var ticks =
          ticker.scheduleAtFixedRate(
              () -> {
                try {
                  out.write('0');
                  out.flush();
                } catch (IOException gone) {
                  broken.countDown();
                }
              },
              0,
              20,
              TimeUnit.MILLISECONDS);
      ScriptedServer.await(broken);
      ticks.cancel(true);
    }
    throw new IOException("the client has left");
  }

  /** A server whose queue of new connections is full: the system drops whoever comes next. */
  private ServerSocket fullServer() throws IOException {
    var server = new ServerSocket(0, 1);
    for (var i = 0; i < 2; i++) {
      var waiting = open(new Socket());
      waiting.connect(server.getLocalSocketAddress());
    }
    return server;
  }

  private static KeyStore certificateFor(String host, Path folder) throws Exception {
    var file = folder.resolve("keys.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "receiver",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
    return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
  }

  private static ServerSocket tlsServer(KeyStore keys) throws Exception {
    return context(keys).getServerSocketFactory().createServerSocket(0);
  }

  private static TlsSocketStrategy trusting(KeyStore keys) throws Exception {
    return new DefaultClientTlsStrategy(context(keys));
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    return SSLContexts.custom()
        .loadKeyMaterial(keys, "changeit".toCharArray())
        .loadTrustMaterial(keys, null)
        .build();
  }

  private static URI tls(String host, ScriptedServer receiver) {
    return URI.create("https://" + host + ":" + receiver.port() + "/hook");
  }

  private static String answer(int status, String headers, String body) {
    return "HTTP/1.1 %d Status\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers, body.length(), body);
  }

  private PostResult post(OutboundLimits limits, ScriptedServer receiver) {
    return post(client(limits), receiver);
  }

  private static PostResult post(OutboundClient client, ScriptedServer receiver) {
    return client.post(receiver.at("127.0.0.1"), Map.of(), "{}".getBytes(UTF_8));
  }

  private OutboundClient client(OutboundLimits limits) {
    return client(limits, InetAddress::getAllByName);
  }

  private OutboundClient client(OutboundLimits limits, GuardedDnsResolver.Lookup names) {
    return client(limits, names, DefaultClientTlsStrategy.createDefault());
  }

  private OutboundClient client(
      OutboundLimits limits, GuardedDnsResolver.Lookup names, TlsSocketStrategy tls) {
    return open(new OutboundClient(LOCAL, limits, names, tls));
  }

  private <T extends AutoCloseable> T open(T closeable) {
    open.add(closeable);
    return closeable;
  }
}
