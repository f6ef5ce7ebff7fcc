package io.crier.rest.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NodeClientTest {

  private final NodeClient client = new NodeClient(Duration.ofSeconds(5), Duration.ofMillis(300));

  @Test
  void sendsTheRequestAsItCameAndReturnsTheAnswer() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var heard =
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Host"),
                  exchange.getRequestHeaders().get("X-Twice").toString(),
                  new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, heard.length());
          exchange.getResponseBody().write(heard.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      var body = "hello".getBytes(UTF_8);
      var answer =
          client.send(
              URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
              new NodeClient.Request(
                  "POST",
                  "/v1/a%2Fb?c=%2B1",
                  Optional.of("crier.example:8443"),
                  List.of(Map.entry("X-Twice", "1"), Map.entry("X-Twice", "2")),
                  Optional.of(new NodeClient.Body(new ByteArrayInputStream(body), body.length))),
              (status, headers, content) ->
                  status
                      + " "
                      + headers.contains(Map.entry("Location", "/elsewhere"))
                      + " "
                      + new String(content.readAllBytes(), UTF_8));

      assertThat(answer)
          .isEqualTo("302 true POST /v1/a%2Fb?c=%2B1 crier.example:8443 [1, 2] hello");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void givesUpOnNodesThatAcceptButDoNotAnswer() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatIOException().isThrownBy(() -> get(silent.getLocalPort()));
    }
  }

  @Test
  void givesUpOnNodesThatAreGone() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertThatIOException().isThrownBy(() -> get(port));
  }

  private int get(int port) throws IOException {
    return client.send(
        URI.create("http://127.0.0.1:" + port),
        new NodeClient.Request("GET", "/", Optional.empty(), List.of(), Optional.empty()),
        (status, headers, content) -> status);
  }
}
