package io.crier.whatsapp.web.fake;

import io.crier.whatsapp.web.fake.Curve25519.KeyPair;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;

/** One client's connection, from its first byte to its last. */
final class ClientConnection implements Runnable {

  private static final int ROUTING = 'E';
  private static final int HEADER = 4;
  private static final int LENGTH = 3;

  /** What happens on connections; called by the thread of each. */
  interface Events {

    /** A client has proven who it is, and says what it wants. */
    void opened(ClientConnection connection, byte[] noiseKey, Protobuf payload);

    void said(ClientConnection connection, BinaryNode node);

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
      shakeHands();
      while (true) {
        events.said(this, NodeCodec.decode(noise.open(frame())));
      }
    } catch (IOException e) {
      // The client is gone.
    } finally {
      close();
      events.closed(this);
    }
  }

  private void shakeHands() throws IOException {
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

  /** So many bytes, wherever the WebSocket's messages begin and end. */
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

  /** Says something to the client, unless it is gone. */
  synchronized void say(BinaryNode node) {
    try {
      write(noise.seal(NodeCodec.encode(node)));
    } catch (IOException e) {
      close();
    }
  }

  /** The last words to the client. */
  void end(BinaryNode node) {
    say(node);
    close();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed, which is all that was wanted.
    }
  }
}
