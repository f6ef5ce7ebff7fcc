package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;

/** A client's connection: handshake, then encrypted nodes in both directions. */
final class ClientConnection implements Runnable {

  private static final int ROUTING = 'E';
  private static final int HEADER = 4;
  private static final int LENGTH = 3;

  /** Receives the events of all connections, each on the connection's own thread. */
  interface Events {

    /** A client has authenticated; the payload is its request to log in or to register. */
    void opened(ClientConnection connection, byte[] noiseKey, Protobuf payload);

    void received(ClientConnection connection, BinaryNode node);

    void closed(ClientConnection connection);
  }

  private final Socket socket;
  private final CertificateAuthority authority;
  private final Events events;
  private WebSocketChannel channel;
  private Noise noise;
  private byte[] unread = Crypto.NOTHING;

  ClientConnection(Socket socket, CertificateAuthority authority, Events events) {
    this.socket = socket;
    this.authority = authority;
    this.events = events;
  }

  @Override
  public void run() {
    try {
      channel = WebSocketChannel.accept(socket);
      performHandshake();
      while (true) {
        events.received(this, NodeCodec.decode(noise.open(frame())));
      }
    } catch (IOException e) {
      // The client has disconnected.
    } finally {
      close();
      events.closed(this);
    }
  }

  private void performHandshake() throws IOException {
    var header = read(HEADER);
    if (header[0] == ROUTING) {
      read(length(read(LENGTH)));
      header = read(HEADER);
    }
    noise = new Noise(header);
    var ephemeral = KeyPair.generate();
    var hello = Protobuf.read(frame()).message(2).bytes(1);
    var answer = noise.hello(hello, ephemeral, authority.server(), authority.chain());
    write(new Protobuf().with(3, answer).encoded());
    var finish = Protobuf.read(frame()).message(4);
    var noiseKey = noise.openIdentity(finish.bytes(1), ephemeral);
    var payload = noise.finish(finish.bytes(2));
    events.opened(this, noiseKey, Protobuf.read(payload));
  }

  private byte[] frame() throws IOException {
    var length = 0;
    while (length == 0) {
      length = length(read(LENGTH));
    }
    return read(length);
  }

  private static int length(byte[] bytes) {
    return (bytes[0] & 255) << 16 | (bytes[1] & 255) << 8 | bytes[2] & 255;
  }

  /** Reads this many bytes, regardless of WebSocket message boundaries. */
  private byte[] read(int length) throws IOException {
    while (unread.length < length) {
      unread = Crypto.concat(unread, channel.read());
    }
    var bytes = Arrays.copyOf(unread, length);
    unread = Arrays.copyOfRange(unread, length, unread.length);
    return bytes;
  }

  private void write(byte[] frame) throws IOException {
    var length = frame.length;
    byte[] prefix = {(byte) (length >> 16), (byte) (length >> 8), (byte) length};
    channel.write(Crypto.concat(prefix, frame));
  }

  /** Sends a node, unless the client has disconnected. */
  synchronized void send(BinaryNode node) {
    try {
      write(noise.seal(NodeCodec.encode(node)));
    } catch (IOException e) {
      close();
    }
  }

  /** Sends a last node, after which the client closes the connection. */
  void end(BinaryNode node) {
    send(node);
    try {
      // Closed with bytes that nobody has read, a socket is reset, and the node lost.
      socket.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // The socket counts as closed.
    }
  }
}
