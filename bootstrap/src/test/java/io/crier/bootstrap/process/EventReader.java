package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads the event stream of an account on one node. */
final class EventReader implements Closeable {

  private final Socket socket;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  EventReader(Tenant tenant) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), tenant.port());
    socket
        .getOutputStream()
        .write(
            "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(tenant.key())
                .getBytes(UTF_8));
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    try (var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      in.lines().forEach(lines::add);
    } catch (IOException | RuntimeException closed) {
      // What was read remains.
    }
  }

  /** Whether a line that contains this has arrived. */
  boolean knows(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
