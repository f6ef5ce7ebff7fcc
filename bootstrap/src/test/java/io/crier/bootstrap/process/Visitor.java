package io.crier.bootstrap.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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

  /** Sends a form of a page of another server back to it, with the cookies of that page. */
  Page submit(String address, Page shown, Map<String, String> fields) {
    var cookies = shown.cookies().stream().map(it -> it.replaceFirst(";.*", "")).toList();
    var form =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Cookie", String.join("; ", cookies))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  private Page call(URI address, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    return send(request);
  }

  private Page send(HttpRequest.Builder request) {
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
