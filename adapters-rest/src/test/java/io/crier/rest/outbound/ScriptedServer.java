package io.crier.rest.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A server on all local addresses that records connections and behaves as a test needs. */
final class ScriptedServer implements AutoCloseable {

  /** Responds to a request that has been read. */
  interface Responder {
    void answer(OutputStream out, Socket socket) throws IOException;
  }

  /** Handles a new connection. */
  interface ConnectionHandler {
    void handle(Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final Queue<InetAddress> reached = new ConcurrentLinkedQueue<>();
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();

  private ScriptedServer(ServerSocket server, ConnectionHandler onConnect) {
    this.server = server;
    Thread.startVirtualThread(
        () -> {
          while (!server.isClosed()) {
            try {
              var socket = server.accept();
              reached.add(socket.getLocalAddress());
              Thread.startVirtualThread(() -> serve(socket, onConnect));
            } catch (IOException over) {
              return;
            }
          }
        });
  }

  static ScriptedServer onConnect(ServerSocket server, ConnectionHandler onConnect) {
    return new ScriptedServer(server, onConnect);
  }

  static ScriptedServer responding(ServerSocket server, Responder responder) {
    var self = new ScriptedServer[1];
    var ready = new CountDownLatch(1);
    self[0] =
        new ScriptedServer(
            server,
            socket -> {
              await(ready);
              self[0].respond(socket, responder);
            });
    ready.countDown();
    return self[0];
  }

  static ScriptedServer responding(Responder responder) {
    return responding(listening(), responder);
  }

  /** Answers each request with these bytes and keeps the connection open. */
  static ScriptedServer answering(String answer) {
    return responding((out, socket) -> out.write(answer.getBytes(ISO_8859_1)));
  }

  static ScriptedServer silent() {
    var never = new CountDownLatch(1);
    return responding((out, socket) -> await(never));
  }

  static ServerSocket listening() {
    try {
      return new ServerSocket(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  URI at(String host) {
    return URI.create("http://" + host + ":" + port() + "/hook");
  }

  /** The local addresses that were connected to, in order. */
  List<String> reached() {
    return reached.stream().map(InetAddress::getHostAddress).toList();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void respond(Socket socket, Responder responder) throws IOException {
    for (var request = read(socket); !request.isEmpty(); request = read(socket)) {
      requests.add(request);
      responder.answer(socket.getOutputStream(), socket);
      socket.getOutputStream().flush();
    }
  }

  private static void serve(Socket socket, ConnectionHandler onConnect) {
    try (socket) {
      onConnect.handle(socket);
    } catch (IOException gone) {
      // the client has disconnected, which many tests expect
    }
  }

  private static String read(Socket socket) throws IOException {
    var in = socket.getInputStream();
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      var next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    var length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }
}
