package io.crier.persistence.media;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** An object store that rejects requests without a correct signature, which it computes itself. */
final class FakeS3 implements AutoCloseable {

  static final String REGION = "eu-central-1";
  static final String ACCESS_KEY = "AKIDEXAMPLE";
  static final String SECRET_KEY = "secret key for tests";

  private static final Pattern SIGNED = Pattern.compile(".*SignedHeaders=([^,]+),Signature=.*");

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Map<String, String> types = new ConcurrentHashMap<>();
  private final HttpServer server;

  FakeS3() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  S3MediaStore.Bucket bucket(String secretKey) {
    var endpoint =
        "http://%s:%d/"
            .formatted(
                server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort());
    return new S3MediaStore.Bucket(
        URI.create(endpoint), "crier-media", REGION, ACCESS_KEY, secretKey);
  }

  /** The content types of all objects, by path. */
  Map<String, String> types() {
    return new TreeMap<>(types);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = exchange.getRequestBody().readAllBytes();
      if (!isSigned(exchange, body)) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      var path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "PUT" -> {
          objects.put(path, body);
          types.put(path, exchange.getRequestHeaders().getFirst("content-type"));
          exchange.sendResponseHeaders(200, -1);
        }
        case "GET" -> {
          var object = objects.get(path);
          exchange.sendResponseHeaders(
              object == null ? 404 : 200,
              object == null || object.length == 0 ? -1 : object.length);
          if (object != null) {
            exchange.getResponseBody().write(object);
          }
        }
        case "DELETE" -> {
          objects.remove(path);
          types.remove(path);
          exchange.sendResponseHeaders(204, -1);
        }
        default -> exchange.sendResponseHeaders(405, -1);
      }
    }
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body) {
    var headers = exchange.getRequestHeaders();
    var authorization = headers.getFirst("authorization");
    var signed = SIGNED.matcher(String.valueOf(authorization));
    if (!signed.matches() || !sha256(body).equals(headers.getFirst("x-amz-content-sha256"))) {
      return false;
    }
    var names = new TreeMap<String, String>();
    for (var name : signed.group(1).split(";")) {
      names.put(name, headers.getFirst(name));
    }
    return names.containsKey("host")
        && authorization.equals(
            new S3Signature(REGION, ACCESS_KEY, SECRET_KEY)
                .authorization(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), names));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
