package io.crier.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who listens on the ports of this machine, as Linux tells it. */
final class Listeners {

  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final List<Path> CONNECTIONS =
      List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
  private static final String LISTENING = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final int INODE = 9;

  private Listeners() {}

  /**
   * Whether this process itself listens on the port, as it does when an application is deployed
   * into a running server; also if nothing is known.
   */
  static boolean mayBeOfThisProcess(int port) {
    if (!Files.isDirectory(OPEN_FILES)) {
      return true;
    }
    try {
      var listening = listening(port);
      try (var files = Files.newDirectoryStream(OPEN_FILES)) {
        for (var file : files) {
          if (listening.contains(target(file))) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException unknown) {
      return true;
    }
  }

  /** The sockets that listen on the port, as the names of open files. */
  private static List<String> listening(int port) throws IOException {
    var end = ":%04X".formatted(port);
    var sockets = new ArrayList<String>();
    for (var table : CONNECTIONS) {
      if (Files.exists(table)) {
        Files.readAllLines(table).stream()
            .map(line -> line.strip().split("\\s+"))
            .filter(it -> it.length > INODE)
            .filter(it -> it[LOCAL_ADDRESS].endsWith(end) && it[STATE].equals(LISTENING))
            .forEach(it -> sockets.add("socket:[" + it[INODE] + "]"));
      }
    }
    return sockets;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
