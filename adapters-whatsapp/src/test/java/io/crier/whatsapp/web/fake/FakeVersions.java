package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The versions of the web client: which the server accepts, and which WhatsApp's page tells. */
public final class FakeVersions implements AutoCloseable {

  private final AtomicInteger requests = new AtomicInteger();
  private final HttpServer page;
  private volatile long required;
  private volatile Optional<Long> told = Optional.empty();

  FakeVersions() {
    try {
      page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      page.createContext("/sw.js", this::answer);
      page.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    var version = told.map("{\\\"client_revision\\\":%d,\\\"tier\\\":1}"::formatted);
    var text =
        ("self.data = '" + "x".repeat(100_000) + version.orElse("{}") + "';").getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  /** The address of the page, which tells nothing until it is told what. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + page.getAddress().getPort() + "/sw.js");
  }

  /** How often the page was requested. */
  public int requests() {
    return requests.get();
  }

  /** The page tells this revision, the third number of the newest version. */
  public void tell(long revision) {
    told = Optional.of(revision);
  }

  /** Clients of an older revision are rejected as outdated (405). */
  public void require(long revision) {
    required = revision;
  }

  /** Rejects all clients as outdated. */
  public void requireUnknown() {
    required = Long.MAX_VALUE;
  }

  /** Whether the client that sends this request to log in or to register is too old. */
  boolean isOutdated(Protobuf payload) {
    return required > 0 && payload.message(5).message(2).number(3) < required;
  }

  void heal() {
    required = 0;
  }

  @Override
  public void close() {
    page.stop(0);
  }
}
