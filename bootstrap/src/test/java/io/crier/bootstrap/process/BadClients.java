package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many connections of clients that send or receive slowly, or not at all. */
final class BadClients implements AutoCloseable {

  /** So that the server soon has to wait for a client that does not read. */
  private static final int RECEIVE_BUFFER = 4_096;

  private static final int TIMEOUT_MILLIS = 5_000;

  private final List<SocketChannel> connections = new ArrayList<>();
  private final InetSocketAddress server;

  BadClients(int port) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Opens a connection and sends this; what cannot be opened any more is left out. */
  void open(String text) {
    try {
      connections.add(connected(text));
    } catch (IOException refused) {
      // the server has closed or refused it
    }
  }

  private SocketChannel connected(String text) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
      channel.socket().connect(server, TIMEOUT_MILLIS);
      channel.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends this on each connection; forgets those that the server has closed. */
  void send(String text) {
    connections.removeIf(channel -> !sends(channel, text));
  }

  private static boolean sends(SocketChannel channel, String text) {
    try {
      if (channel.read(ByteBuffer.allocate(512)) >= 0) {
        channel.write(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
        return true;
      }
      channel.close();
      return false;
    } catch (IOException closedByTheServer) {
      return false;
    }
  }

  /** Ends the client's side of each connection, which stays open otherwise. */
  void shutdownOutput() {
    for (var channel : connections) {
      try {
        channel.shutdownOutput();
      } catch (IOException closedByTheServer) {
        // is as good
      }
    }
  }

  int count() {
    return connections.size();
  }

  @Override
  public void close() {
    try {
      for (var channel : connections) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
