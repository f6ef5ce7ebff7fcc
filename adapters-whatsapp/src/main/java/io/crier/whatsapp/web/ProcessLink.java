package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A connection's link to the side process, which identifies the connection by a number. */
final class ProcessLink {

  private final SideProcess process;
  private final long connection;
  private volatile SideProcess.Instance instance;

  ProcessLink(SideProcess process) {
    this.process = process;
    connection = process.nextConnection();
  }

  /** Attaches to the running process, which is started if necessary. */
  void attach() throws SideProcess.Unavailable {
    instance = process.instance();
  }

  /** Opens the connection in the process; the listener receives its lines. */
  void open(ObjectNode line, SideProcess.Listener listener) {
    instance.add(connection, listener);
    send(line);
  }

  /** Closes the connection in the process, if it was ever attached to one. */
  void close() {
    if (instance != null) {
      instance.remove(connection);
      send(line("close"));
    }
  }

  /** Starts a line about this connection. */
  ObjectNode line(String action) {
    return SideProcess.line("do", action).put("c", connection);
  }

  void send(ObjectNode line) {
    instance.send(line);
  }

  /** Completes with the answer, or with a {@code fault} if there was none. */
  CompletableFuture<JsonNode> request(ObjectNode line, Duration timeout) {
    return instance.request(line, timeout);
  }
}
