package io.crier.bootstrap.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Passes connections on to a port of this machine, as long as it is not told to do worse. */
final class Relay implements Closeable {

  private static final int BUFFER = 16_384;
  private static final long LOOK_MILLIS = 5;

  private final ServerSocket entrance;
  private final Supplier<OptionalInt> target;
  private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
  private volatile Mode mode = Mode.PASSES;

  /** What happens to the bytes of all connections. */
  enum Mode {
    PASSES,
    /** They wait, and arrive later. */
    STALLS,
    /** They are gone, and so are the connections afterwards; nobody is told of it before. */
    SWALLOWS
  }

  /**
   * @param target the port for each new connection; without one it is closed
   */
  Relay(Supplier<OptionalInt> target) throws IOException {
    this.target = target;
    entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("relay").start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  void become(Mode next) {
    mode = next;
    if (next != Mode.SWALLOWS) {
      close(passage -> passage.torn);
    }
  }

  /** Closes all connections to this port. */
  void cut(int port) {
    close(passage -> passage.to.getPort() == port);
  }

  private void close(Predicate<Passage> which) {
    passages.stream().filter(which).forEach(Passage::close);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        var from = entrance.accept();
        Thread.ofVirtual().start(() -> open(from));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void open(Socket from) {
    var to = new Socket();
    try {
      to.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), target.get().orElseThrow()),
          1_000);
      from.setTcpNoDelay(true);
      to.setTcpNoDelay(true);
    } catch (IOException | RuntimeException nobodyThere) {
      close(from);
      close(to);
      return;
    }
    var passage = new Passage(from, to);
    passages.add(passage);
    Thread.ofVirtual().start(() -> passage.pump(from, to));
    passage.pump(to, from);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // It is closed either way.
    }
  }

  /** A connection on both sides. */
  private final class Passage {

    private final Socket from;
    private final Socket to;
    private volatile boolean torn;

    Passage(Socket from, Socket to) {
      this.from = from;
      this.to = to;
    }

    private void pump(Socket source, Socket sink) {
      var buffer = new byte[BUFFER];
      try {
        var in = source.getInputStream();
        var out = sink.getOutputStream();
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          while (mode == Mode.STALLS) {
            Pause.of(LOOK_MILLIS);
          }
          if (mode == Mode.SWALLOWS) {
            torn = true;
          } else {
            out.write(buffer, 0, read);
          }
        }
      } catch (IOException broken) {
        // The other side learns of it below.
      }
      while (mode != Mode.PASSES) {
        Pause.of(LOOK_MILLIS);
      }
      close();
    }

    private void close() {
      passages.remove(this);
      Relay.close(from);
      Relay.close(to);
    }
  }

  @Override
  public void close() throws IOException {
    mode = Mode.PASSES;
    entrance.close();
    close(passage -> true);
  }
}
