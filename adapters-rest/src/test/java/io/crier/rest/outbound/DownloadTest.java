package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.media.Downloads.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from servers that behave well, badly or not at all. */
@Timeout(60)
class DownloadTest {

  private static final OutboundPolicy LOCAL = OutboundPolicy.publicOnly().allowing("127.0.0.1/32");
  private static final Duration LONG_TIMEOUT = Duration.ofSeconds(50);
  private static final OutboundLimits LIMITS =
      new OutboundLimits(LONG_TIMEOUT, LONG_TIMEOUT, 0, 0, 2);

  private final List<AutoCloseable> open = new ArrayList<>();
  private final OutboundClient client = open(client(InetAddress::getAllByName));

  @AfterEach
  void close() throws Exception {
    for (var closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void downloadsBodyAndType() throws Unavailable {
    var server = answering(200, "Content-Type: image/png\r\n", "a picture");

    assertThat(get(server.at("127.0.0.1"))).isEqualTo("image/png: a picture");
    assertThat(server.requests().getFirst())
        .startsWith("GET /hook HTTP/1.1\r\n")
        .doesNotContainIgnoringCase("accept-encoding");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsRedirect(int status) throws Unavailable {
    var server = answering(200, "", "found");
    var before = answering(status, "Location: " + server.at("127.0.0.1") + "\r\n", "moved");

    assertThat(get(before.at("127.0.0.1"))).endsWith("found");
  }

  @Test
  void checksRedirectTargetAgainstPolicy() {
    var hidden = answering(200, "", "secret");
    var server = answering(302, "Location: " + hidden.at("127.0.0.2") + "\r\n", "");

    assertUnavailable(server.at("127.0.0.1"), "the address is private, local or reserved");
    assertThat(hidden.reached()).isEmpty();
  }

  @Test
  void doesNotConnectToNameWithForbiddenAddress() {
    var hidden = answering(200, "", "secret");
    var misled = open(client(host -> new InetAddress[] {InetAddress.getByName("127.0.0.2")}));

    assertThatThrownBy(() -> get(misled, hidden.at("picture.example"), LONG_TIMEOUT))
        .hasMessage("the address is private, local or reserved");
    assertThat(hidden.reached()).isEmpty();
  }

  @Test
  void stopsRedirectLoop() {
    var server = open(ScriptedServer.answering(answer(302, "Location: /hook\r\n", "")));

    assertUnavailable(server.at("127.0.0.1"), "too many redirects");
    assertThat(server.requests()).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "302, '', the redirect target is not a URL",
    "302, 'Location: http://[\r\n', the redirect target is not a URL",
    "302, 'Location: file:///etc/passwd\r\n', the URL is not http or https",
    "404, '', the server answered 404",
    "204, '', the server answered 204",
    "500, '', the server answered 500"
  })
  void failsUnlessStatusIs200(int status, String headers, String reason) {
    assertUnavailable(answering(status, headers, "").at("127.0.0.1"), reason);
  }

  @Test
  void failsOnTruncatedBody() {
    var server =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(ISO_8859_1));
                  out.flush();
                  socket.close();
                }));

    assertUnavailable(
        server.at("127.0.0.1"), "the connection broke before the response was complete");
  }

  @Test
  void timesOutOnSlowServer() {
    var never = new CountDownLatch(1);
    var server =
        open(
            ScriptedServer.responding(
                (out, socket) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(ISO_8859_1));
                  out.flush();
                  ScriptedServer.await(never);
                }));

    assertThatThrownBy(() -> get(client, server.at("127.0.0.1"), Duration.ofMillis(300)))
        .isInstanceOf(Unavailable.class)
        .hasMessage("the download was not complete in time");
  }

  @Test
  void closesConnectionWhenConsumerHasEnough() throws Unavailable {
    var cut = new CountDownLatch(1);
    var server = endless(cut);

    var read =
        client.get(
            server.at("127.0.0.1"), LONG_TIMEOUT, (type, body) -> body.readNBytes(100).length);

    assertThat(read).isEqualTo(100);
    ScriptedServer.await(cut);
  }

  private ScriptedServer endless(CountDownLatch cut) {
    return open(
        ScriptedServer.responding(
            (out, socket) -> {
              try {
                out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1));
                while (true) {
                  out.write(new byte[16 * 1024]);
                }
              } finally {
                cut.countDown();
              }
            }));
  }

  @Test
  void closesConnectionWhenConsumerStops() {
    var cut = new CountDownLatch(1);
    var server = endless(cut);

    assertThatThrownBy(
            () ->
                client.get(
                    server.at("127.0.0.1"),
                    LONG_TIMEOUT,
                    (type, body) -> {
                      body.readNBytes(100);
                      throw new IllegalArgumentException("enough");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("enough");
    ScriptedServer.await(cut);
  }

  @Test
  void distinguishesConsumerFailureFromServerFailure() {
    var server = answering(200, "", "a picture");

    assertThatThrownBy(
            () ->
                client.get(
                    server.at("127.0.0.1"),
                    LONG_TIMEOUT,
                    (type, body) -> {
                      throw new IOException("no space left");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("no space left");
  }

  private void assertUnavailable(URI url, String reason) {
    assertThatThrownBy(() -> get(url)).isInstanceOf(Unavailable.class).hasMessage(reason);
  }

  private String get(URI url) throws Unavailable {
    return get(client, url, LONG_TIMEOUT);
  }

  private static String get(OutboundClient client, URI url, Duration timeout) throws Unavailable {
    return client.get(
        url,
        timeout,
        (type, body) -> type.orElse("") + ": " + new String(body.readAllBytes(), ISO_8859_1));
  }

  private ScriptedServer answering(int status, String headers, String body) {
    return open(ScriptedServer.answering(answer(status, headers, body)));
  }

  private static String answer(int status, String headers, String body) {
    return "HTTP/1.1 %d X\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, headers, body.length(), body);
  }

  private static OutboundClient client(GuardedDnsResolver.Lookup lookup) {
    return new OutboundClient(LOCAL, LIMITS, lookup, DefaultClientTlsStrategy.createDefault());
  }

  private <T extends AutoCloseable> T open(T closeable) {
    open.add(closeable);
    return closeable;
  }
}
