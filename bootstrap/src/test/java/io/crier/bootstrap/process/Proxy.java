package io.crier.bootstrap.process;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes on what a server and its database say to each other, until their connections stall: they
 * stay open, and nothing arrives any more, not even later.
 */
final class Proxy implements AutoCloseable {

  private static final String JDBC = "jdbc:";

  private final ServerSocket listener;
  private final URI database;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile boolean stalling;

  Proxy(String url) throws IOException {
    database = URI.create(url.substring(JDBC.length()));
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().name("proxy").daemon().start(this::listen);
  }

  /** The URL of the database by way of this proxy. */
  String url() {
    return JDBC
        + database.getScheme()
        + "://localhost:"
        + listener.getLocalPort()
        + database.getPath();
  }

  /** All connections stall, and so do new ones. */
  void stall() {
    stalling = true;
    links.forEach(link -> link.stalled = true);
  }

  /** New connections work again; those that have stalled do not. */
  void heal() {
    stalling = false;
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        new Link(listener.accept());
      } catch (IOException closed) {
        // The next one may succeed, unless this is the end.
      }
    }
  }

  private final class Link {

    private final Socket server;
    private final Socket target;
    private volatile boolean stalled = stalling;

    private Link(Socket server) throws IOException {
      this.server = server;
      this.target = new Socket(database.getHost(), database.getPort());
      links.add(this);
      pump(server, target);
      pump(target, server);
    }

    private void pump(Socket from, Socket to) {
      Thread.ofVirtual()
          .start(
              () -> {
                var bytes = new byte[8192];
                try (from;
                    to) {
                  for (var read = from.getInputStream().read(bytes);
                      read >= 0;
                      read = from.getInputStream().read(bytes)) {
                    if (!stalled) {
                      to.getOutputStream().write(bytes, 0, read);
                    }
                  }
                } catch (IOException gone) {
                  // One side has hung up, and now so does the other.
                } finally {
                  links.remove(this);
                }
              });
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var link : links) {
      for (Closeable end : Set.of(link.server, link.target)) {
        end.close();
      }
    }
  }
}
