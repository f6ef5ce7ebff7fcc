package io.crier.bootstrap.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A webhook receiver that records the ids of received events. */
final class WebhookReceiver implements AutoCloseable {

  private final HttpServer server;
  private final Set<String> events = ConcurrentHashMap.newKeySet();

  WebhookReceiver() throws IOException {
    this(new CountDownLatch(0));
  }

  /**
   * @param answers when it begins to answer; until then senders wait
   */
  WebhookReceiver(CountDownLatch answers) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          events.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          await(answers);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  private static void await(CountDownLatch answers) throws InterruptedIOException {
    try {
      answers.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
  }

  boolean isAsked() {
    return !events.isEmpty();
  }

  boolean knows(String event) {
    return events.contains(event);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
