package io.crier.bootstrap.process;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a process that listens some seconds later. It lies below those that Linux gives to
 * outgoing connections, which may take any port of theirs meanwhile.
 */
final class FreePort {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private FreePort() {}

  static int find() throws IOException {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException inUse) {
        // the next one
      }
    }
  }
}
