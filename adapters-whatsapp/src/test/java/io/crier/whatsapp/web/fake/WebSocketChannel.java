package io.crier.whatsapp.web.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** The server's side of a WebSocket that carries only binary messages. */
final class WebSocketChannel {

  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int LAST = 0x80;

  private final DataInputStream in;
  private final OutputStream out;

  private WebSocketChannel(Socket socket) throws IOException {
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  /** Accepts the request to upgrade to a WebSocket. */
  static WebSocketChannel accept(Socket socket) throws IOException {
    var channel = new WebSocketChannel(socket);
    var key = "";
    for (var line = channel.line(); !line.isEmpty(); line = channel.line()) {
      var colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase("Sec-WebSocket-Key")) {
        key = line.substring(colon + 1).strip();
      }
    }
    var accepted =
        Base64.getEncoder()
            .encodeToString(Crypto.hash("SHA-1", (key + MAGIC).getBytes(ISO_8859_1)));
    channel.out.write(
        """
        HTTP/1.1 101 Switching Protocols\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Accept: %s\r
        \r
        """
            .formatted(accepted)
            .getBytes(ISO_8859_1));
    return channel;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.write(next);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  /** The next message; {@link EOFException} after the last. */
  byte[] read() throws IOException {
    var message = new ByteArrayOutputStream();
    while (true) {
      var first = in.readUnsignedByte();
      var payload = payload(in.readUnsignedByte());
      switch (first & 15) {
        case CONTINUATION, BINARY -> {
          message.writeBytes(payload);
          if ((first & LAST) != 0) {
            return message.toByteArray();
          }
        }
        case PING -> write(PONG, payload);
        case CLOSE -> {
          write(CLOSE, payload);
          throw new EOFException();
        }
        default -> {}
      }
    }
  }

  private byte[] payload(int second) throws IOException {
    var length =
        switch (second & 127) {
          case 126 -> in.readUnsignedShort();
          case 127 -> Math.toIntExact(in.readLong());
          default -> second & 127;
        };
    var mask = in.readNBytes((second & LAST) == 0 ? 0 : 4);
    var payload = new byte[length];
    in.readFully(payload);
    for (var i = 0; i < length && mask.length > 0; i++) {
      payload[i] ^= mask[i % 4];
    }
    return payload;
  }

  void write(byte[] message) throws IOException {
    write(BINARY, message);
  }

  private synchronized void write(int kind, byte[] payload) throws IOException {
    var header = ByteBuffer.allocate(10).put((byte) (LAST | kind));
    if (payload.length < 126) {
      header.put((byte) payload.length);
    } else if (payload.length < 1 << 16) {
      header.put((byte) 126).putShort((short) payload.length);
    } else {
      header.put((byte) 127).putLong(payload.length);
    }
    out.write(Arrays.copyOf(header.array(), header.position()));
    out.write(payload);
    out.flush();
  }
}
