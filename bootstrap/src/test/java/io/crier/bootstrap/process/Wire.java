package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;

/** A minimal HTTP client on one persistent connection, which leaves the CPU to the server. */
final class Wire implements Closeable {

  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final String host;

  Wire(int port) throws IOException {
    this(port, TIMEOUT_MILLIS);
  }

  /**
   * @param timeoutMillis for connecting, and for each read
   */
  Wire(int port, int timeoutMillis) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(timeoutMillis);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMillis);
      in = new BufferedInputStream(socket.getInputStream());
      host = "localhost:" + port;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * An answer.
   *
   * @param saysWhen whether it tells when to try again
   * @param isLast whether the connection ends with it
   */
  record Answer(int status, boolean replayed, boolean saysWhen, boolean isLast, String body) {}

  Answer call(String method, String path, Map<String, String> headers, String body)
      throws IOException {
    var content = body.getBytes(UTF_8);
    var head = new StringBuilder(300).append(method).append(' ').append(path);
    head.append(" HTTP/1.1\r\nHost: ").append(host).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (content.length > 0) {
      head.append("Content-Type: application/json\r\n");
    }
    head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
    var request = new ByteArrayOutputStream(head.length() + content.length);
    request.writeBytes(head.toString().getBytes(ISO_8859_1));
    request.writeBytes(content);
    request.writeTo(socket.getOutputStream());
    return answer();
  }

  private Answer answer() throws IOException {
    var status = Integer.parseInt(line().substring(9, 12));
    var length = 0;
    var chunked = false;
    var replayed = false;
    var saysWhen = false;
    var isLast = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var colon = header.indexOf(':');
      var value = header.substring(colon + 1).strip();
      switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
        case "content-length" -> length = Integer.parseInt(value);
        case "transfer-encoding" -> chunked = true;
        case "retry-after" -> saysWhen = true;
        case "idempotent-replayed" -> replayed = true;
        case "connection" -> isLast = value.equalsIgnoreCase("close");
        default -> {}
      }
    }
    var body = chunked ? chunks() : exactly(length);
    return new Answer(status, replayed, saysWhen, isLast, new String(body, UTF_8));
  }

  private byte[] chunks() throws IOException {
    var all = new ByteArrayOutputStream();
    for (var length = chunkLength(); length > 0; length = chunkLength()) {
      all.writeBytes(exactly(length));
      line();
    }
    line();
    return all.toByteArray();
  }

  private int chunkLength() throws IOException {
    return Integer.parseInt(line().strip(), 16);
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder(80);
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
