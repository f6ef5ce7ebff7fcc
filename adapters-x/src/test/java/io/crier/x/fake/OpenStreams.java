package io.crier.x.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The open streams of all clients. */
final class OpenStreams {

  private final List<OpenStream> streams = new CopyOnWriteArrayList<>();
  private volatile boolean silent;
  private volatile int copies = 1;

  void silence(boolean on) {
    silent = on;
  }

  void repeatMessages(boolean on) {
    copies = on ? 2 : 1;
  }

  void add(OpenStream stream) {
    streams.add(stream);
  }

  void remove(OpenStream stream) {
    streams.remove(stream);
  }

  long count(Endpoint endpoint) {
    return streams.stream().filter(it -> it.endpoint == endpoint && !it.isOver()).count();
  }

  /** Writes a message to all streams of the endpoint, and returns whether there are any. */
  boolean write(Endpoint endpoint, JsonNode message) {
    if (silent) {
      return false;
    }
    var open = streams.stream().filter(it -> it.endpoint == endpoint && !it.isOver()).toList();
    for (var stream : open) {
      for (var copy = 0; copy < copies; copy++) {
        stream.write(message.toString());
      }
    }
    return !open.isEmpty();
  }

  void heartbeat() {
    if (!silent) {
      writeLine("");
    }
  }

  void writeLine(String line) {
    streams.forEach(stream -> stream.write(line));
  }

  void endAll() {
    streams.forEach(OpenStream::end);
    streams.clear();
  }

  /** A write to a connection that the client has closed fails only the second time. */
  void removeDead() {
    writeLine("");
    writeLine("");
    streams.removeIf(OpenStream::isOver);
  }
}
