package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A connection's link to the side process, which knows the connection by a number. */
final class ProcessLink {

  private final SideProcess process;
  private final long connection;
  private volatile SideProcess.Instance instance;

  ProcessLink(SideProcess process) {
    this.process = process;
    connection = process.nextConnection();
  }

  /** Uses the running process, which is started if there is none. */
  void attach() throws SideProcess.Unavailable {
    instance = process.instance();
  }

  /** Opens the connection in the process; from now on the listener gets its lines. */
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

  /** The beginning of a line about this connection. */
  ObjectNode line(String action) {
    return SideProcess.line("do", action).put("c", connection);
  }

  void send(ObjectNode line) {
    instance.send(line);
  }

  /** The answer; or, as its {@code fault}, that there was none. */
  CompletableFuture<JsonNode> ask(ObjectNode line, Duration timeout) {
    return instance.ask(line, timeout);
  }
}
