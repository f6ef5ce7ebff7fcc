package io.crier.x.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A stream that a client has open. */
final class OpenStream {

  final Endpoint endpoint;
  private final HttpExchange exchange;
  private final CountDownLatch ended = new CountDownLatch(1);

  OpenStream(Endpoint endpoint, HttpExchange exchange) {
    this.endpoint = endpoint;
    this.exchange = exchange;
  }

  /** Writes a line; the stream ends if the client is gone. */
  synchronized void write(String line) {
    if (isOver()) {
      return;
    }
    try {
      exchange.getResponseBody().write((line + "\r\n").getBytes(UTF_8));
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      end();
    }
  }

  boolean isOver() {
    return ended.getCount() == 0;
  }

  void end() {
    ended.countDown();
  }

  void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
