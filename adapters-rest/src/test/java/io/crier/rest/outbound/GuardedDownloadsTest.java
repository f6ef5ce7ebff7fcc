package io.crier.rest.outbound;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.crier.application.media.Downloads;
import io.crier.application.media.DownloadsContract;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardedDownloadsTest implements DownloadsContract {

  private final OutboundClient client =
      new OutboundClient(OutboundPolicy.publicOnly().allowing("127.0.0.0/8"), OutboundLimits.FILES);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    client.close();
  }

  @Override
  public Downloads downloads() {
    return new GuardedDownloads(client);
  }

  @Override
  public URI serve(String path, String type, byte[] bytes) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    return at(path);
  }

  @Override
  public URI nothing() {
    return at("/nothing");
  }

  @Test
  void refusesForbiddenAddress() {
    var url = URI.create("http://192.168.1.1/door.png");

    assertThatThrownBy(() -> downloads().fetch(url, TIMEOUT, (type, body) -> type))
        .isInstanceOf(Downloads.Unavailable.class)
        .hasMessage("the address is private, local or reserved");
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
