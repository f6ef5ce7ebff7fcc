package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages leave as a table that no spreadsheet runs. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MessageExportIT {

  private static final String EXPORT = "/v1/messages/export";

  /** The column of the text. */
  private static final int TEXT = 9;

  @ArquillianResource private URI root;

  private Api account;
  private String session;

  @Deployment(testable = false)
  static WebArchive deployment() {
    return Deployments.crier();
  }

  @BeforeEach
  void receive() {
    account = Api.operator(root).newAccount("Blue Door Clinic");
    session = account.newSession("main");
  }

  @Test
  void exportsWhatTheListShowsAcrossPages() {
    for (var i = 0; i < 1_100; i += 100) {
      account.post("/v1/messages/batch", batch(i, 100)).is(200);
    }

    var response = account.get(EXPORT).is(200);

    assertThat(response.header("Content-Type")).contains("text/csv;charset=UTF-8");
    assertThat(response.header("Content-Disposition"))
        .contains("attachment; filename=\"messages.csv\"");
    assertThat(response.header("Cache-Control").orElse("")).contains("no-store");
    var lines = export(account, "").split("\r\n");
    assertThat(lines).hasSize(1_101);
    assertThat(lines[0]).startsWith("\uFEFF\"id\",\"createdAt\",\"sessionId\"");
    assertThat(lines[1]).contains("\"+966501234567\"");
    assertThat(Stream.of(lines).skip(1).map(line -> line.split("\",\"")[TEXT]))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 1_100).mapToObj(i -> "'=1+" + i).toList());
  }

  @Test
  void filtersAsTheListDoes() {
    var number = "+96650%07d".formatted(System.nanoTime() % 10_000_000);
    var connected = account.newConnectedSession("connected", number);
    account.post("/v1/messages", Api.text(session, "+966501234567", "out")).is(202);
    account
        .post(
            "/simulator/sessions/" + connected + "/inbound",
            "{\"from\":\"+966507654321\",\"body\":\"@SUM(1)\"}")
        .is(202);
    account.until("/v1/messages?direction=inbound", it -> !it.at("/items").isEmpty());

    assertThat(export(account, "?direction=inbound"))
        .contains("\"'@SUM(1)\"")
        .doesNotContain("\"out\"");
    assertThat(export(account, "?peer=%2B966501234567")).contains("\"out\"").doesNotContain("SUM");
    assertThat(export(account, "?from=2100-01-01T00:00:00Z").lines()).hasSize(1);
  }

  @Test
  void saysWhatIsWrongBeforeItBegins() {
    var other = Api.operator(root).newAccount("Another");

    assertThat(export(other, "?sessionId=" + session).lines()).hasSize(1);
    account.get(EXPORT + "?sessionId=nonsense").is(404);
    account.get(EXPORT + "?status=nonsense").is(400);
    account.get(EXPORT + "?limit=5").is(400);
    new Api(root, "crl_nonsense").get(EXPORT).is(401);
  }

  /**
   * More than the buffers on the way hold, so that the server waits for somebody who does not read.
   */
  @Test
  void runsFewExportsOfAnAccountAtATime() throws Exception {
    for (var i = 0; i < 2_000; i += 100) {
      account.post("/v1/messages/batch", batch(i, 100, "x".repeat(4_000))).is(200);
    }

    try (var first = slowExport();
        var second = slowExport()) {
      var refused = account.get(EXPORT).is(429);
      assertThat(refused.at("/code").asText()).isEqualTo("too_many_exports");
      assertThat(refused.header("Retry-After")).contains("10");
      assertThat(first.isConnected() && second.isConnected()).isTrue();
    }

    account.until(EXPORT + "?direction=inbound", it -> it.status() == 200);
  }

  /** Reads only the first line of the response. */
  private Socket slowExport() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(root.getHost(), root.getPort()));
    var request =
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\n\r\n"
            .formatted(EXPORT, root.getHost(), root.getPort(), account.key());
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    var line = new byte["HTTP/1.1 200".length()];
    socket.getInputStream().readNBytes(line, 0, line.length);
    assertThat(new String(line, US_ASCII)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private String batch(int first, int count) {
    return batch(first, count, "");
  }

  private String batch(int first, int count, String more) {
    var messages = new StringBuilder();
    for (var i = first; i < first + count; i++) {
      messages
          .append(i == first ? "" : ",")
          .append(Api.text(session, "+966501234567", "=1+" + i + more));
    }
    return "{\"messages\":[" + messages + "]}";
  }

  private static String export(Api caller, String query) {
    return caller.get(EXPORT + query).is(200).text();
  }
}
