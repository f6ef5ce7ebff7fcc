package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crier.rest.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A receiver of webhooks, which keeps what is posted and answers as configured. */
final class WebhookListener implements AutoCloseable {

  /** The body of every answer that is not 204. */
  static final String ANSWER = "so it goes";

  private final BlockingQueue<Post> posts = new LinkedBlockingQueue<>();
  private final Queue<Integer> next = new ConcurrentLinkedQueue<>();
  private final HttpServer server;
  private volatile int usual = 204;

  /**
   * One post.
   *
   * @param headers by their names in lower case
   */
  record Post(Map<String, String> headers, String body) {
    JsonNode json() {
      return Json.read(body);
    }
  }

  WebhookListener() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** Answers every post with this status from now on. */
  void answer(int status) {
    usual = status;
  }

  /** Answers the next posts with these statuses. */
  void answerNext(Integer... statuses) {
    next.addAll(List.of(statuses));
  }

  /** The next post that nobody has taken. */
  Post take() throws InterruptedException {
    var post = posts.poll(30, TimeUnit.SECONDS);
    assertThat(post).as("a post").isNotNull();
    return post;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers =
          exchange.getRequestHeaders().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      header -> header.getKey().toLowerCase(Locale.ROOT),
                      header -> header.getValue().getFirst()));
      posts.add(new Post(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
      var status = next.isEmpty() ? usual : next.remove();
      var body = status == 204 ? new byte[0] : ANSWER.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
