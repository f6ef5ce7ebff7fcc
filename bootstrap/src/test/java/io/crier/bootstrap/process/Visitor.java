package io.crier.bootstrap.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** A browser that follows no redirect and keeps no cookie by itself. */
final class Visitor {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String root;

  Visitor(String root) {
    this.root = root;
  }

  /** What a server has answered. */
  record Page(int status, String location, List<String> cookies, String body) {

    /** The first cookie that it sets, as browsers send it. */
    String cookie() {
      return cookies.getFirst().replaceFirst(";.*", "");
    }

    String cookie(String prefix) {
      return cookies.stream()
          .filter(it -> it.startsWith(prefix))
          .findFirst()
          .orElseThrow()
          .replaceFirst(";.*", "");
    }
  }

  Page get(String path) {
    return send(path, Map.of());
  }

  Page get(String path, String cookie) {
    return send(path, Map.of("Cookie", cookie));
  }

  Page send(String path, Map<String, String> headers) {
    return call(URI.create(root).resolve(path), headers);
  }

  /** Visits another server. */
  Page visit(String address) {
    return call(URI.create(address), Map.of());
  }

  private Page call(URI address, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Page(
          response.statusCode(),
          response.headers().firstValue("Location").orElse(""),
          response.headers().allValues("Set-Cookie"),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
