package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** Sends raw bytes to the server, and reads until the server closes the connection. */
final class RawHttp {

  private static final int TIMEOUT_MILLIS = 20_000;
  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/[0-9.]+ (\\d{3})");

  private RawHttp() {}

  /** The text that the server answered, empty if it closed the connection without an answer. */
  record Answer(String text, boolean closed) {

    /** The last status, or 0 if there is none. */
    int status() {
      return STATUS
          .matcher(text)
          .results()
          .mapToInt(it -> Integer.parseInt(it.group(1)))
          .max()
          .orElse(0);
    }

    @Override
    public String toString() {
      var shown = text.length() > 600 ? text.substring(0, 600) + "…" : text;
      return (closed ? "" : "(still open) ") + shown;
    }
  }

  /**
   * A request in pieces.
   *
   * @param pause before each piece except the first
   * @param end whether the client closes its output after the last piece
   */
  record Request(List<String> pieces, Duration pause, boolean end) {

    static Request of(String text) {
      return new Request(List.of(text), Duration.ZERO, false);
    }

    Request ended() {
      return new Request(pieces, pause, true);
    }
  }

  static Answer send(URI root, Request request) throws IOException {
    var answer = new ByteArrayOutputStream();
    try (var socket = new Socket(root.getHost(), root.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      try {
        write(socket, request);
        socket.getInputStream().transferTo(answer);
      } catch (SocketTimeoutException hangs) {
        return new Answer(answer.toString(ISO_8859_1), false);
      } catch (IOException closedByTheServer) {
        // what was answered before that counts
      }
    }
    return new Answer(answer.toString(ISO_8859_1), true);
  }

  private static void write(Socket socket, Request request) throws IOException {
    var first = true;
    for (var piece : request.pieces()) {
      if (!first) {
        LockSupport.parkNanos(request.pause().toNanos());
      }
      first = false;
      socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
    }
    if (request.end()) {
      socket.shutdownOutput();
    }
  }
}
