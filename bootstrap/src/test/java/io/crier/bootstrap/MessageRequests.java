package io.crier.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A connected session, a file server, and helpers to send messages. */
abstract class MessageRequests {

  static final String THEIRS = "+966501234567";
  static final byte[] PNG = padded("89504e470d0a1a0a", 70_000);
  static final byte[] MP4 = padded("000000186674797069736f6d", 20_000);
  static final byte[] OGG = padded("4f676753" + "00".repeat(23) + "134f70757348656164", 10_000);
  static final byte[] PDF = padded("255044462d312e37", 30_000);

  @ArquillianResource URI root;

  final AtomicInteger fetched = new AtomicInteger();
  HttpServer files;
  Api api;
  String session;

  @BeforeEach
  void createSession() throws IOException {
    files = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    serve("/door.png", "image/png", PNG);
    serve("/film.mp4", "video/mp4", MP4);
    serve("/liar.png", "image/jpeg", PNG);
    serve("/large.png", "image/png", Arrays.copyOf(PNG, 5 * 1024 * 1024 + 1));
    serve("/page.html", "text/html", "<html>".getBytes(UTF_8));
    files.start();
    api = Api.operator(root).newAccount("Blue Door Clinic");
    session = api.newConnectedSession("support", "+966500000001");
  }

  @AfterEach
  void stop() {
    files.stop(0);
  }

  void serve(String path, String type, byte[] bytes) {
    files.createContext(
        path,
        exchange -> {
          try (exchange) {
            fetched.incrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  String at(String path) {
    return "http://127.0.0.1:" + files.getAddress().getPort() + path;
  }

  String message(String fields) {
    return "{\"sessionId\":\"" + session + "\",\"to\":\"" + THEIRS + "\"," + fields + "}";
  }

  Api.Response image(String source, String value) {
    return send("\"type\":\"image\",\"" + source + "\":\"" + value + "\"");
  }

  Api.Response send(String fields) {
    return api.post("/v1/messages", message(fields));
  }

  /** The message, once it has been sent. */
  Api.Response sent(String fields) {
    return api.until(
        "/v1/messages/" + send(fields).is(202).at("/id").asText(), MessageRequests::isSent);
  }

  static boolean isSent(Api.Response message) {
    return List.of("sent", "delivered", "read").contains(message.at("/status").asText());
  }

  static void assertRefused(Api.Response answer, int status, String code) {
    assertThat(answer.is(status).at("/code").asText()).as("%s", answer).isEqualTo(code);
  }

  List<JsonNode> inbox() {
    var items = new ArrayList<JsonNode>();
    api.get("/simulator/sessions/" + session + "/inbox").is(200).at("/items").forEach(items::add);
    return items;
  }

  static HttpResponse<byte[]> call(HttpRequest request) {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] padded(String hex, int size) {
    return Arrays.copyOf(HexFormat.of().parseHex(hex), size);
  }

  static String data(String type, byte[] bytes) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
