package io.crier.whatsapp.waha;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The files of messages at a fake WAHA. */
final class FakeWahaFiles {

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private volatile boolean failing;
  private volatile String lastUrl;

  /** Returns its URL, with a host that only WAHA can reach. */
  String keep(String name, byte[] file) {
    files.put(name, file);
    lastUrl = "http://localhost:3000/api/files/" + name;
    return lastUrl;
  }

  /** The URL of the last file; null if downloads fail. */
  String url() {
    return failing ? null : lastUrl;
  }

  void fail(boolean fail) {
    failing = fail;
  }

  void respond(HttpExchange exchange, String name) throws IOException {
    if (failing) {
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    var file = files.get(name);
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file);
  }
}
