package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.outbound.PostResult.Unreachable;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failed requests are reported with a reason and are not retried. */
class OutboundFailureTest extends OutboundClientFixture {

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
}
