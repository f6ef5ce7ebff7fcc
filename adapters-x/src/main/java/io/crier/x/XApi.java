package io.crier.x;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.watch.RateLimitWindow;
import io.crier.application.xaccounts.XFault;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A client of X's API, with the operator's credentials. */
public final class XApi implements AutoCloseable {

  static final JsonMapper MAPPER = new JsonMapper();

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_RESPONSE_BYTES = 8 << 20;

  private final URI base;
  private final Optional<String> token;
  private final Duration timeout;
  private final Executor executor;
  private final HttpClient client;

  /**
   * @param token the bearer token; without one, no request is sent and each call fails as
   *     unauthorized
   * @param executor runs response handlers
   */
  public XApi(URI base, Optional<String> token, Executor executor) {
    this(base, token, executor, TIMEOUT);
  }

  /**
   * @param timeout from sending a request to the last byte of the response
   */
  public XApi(URI base, Optional<String> token, Executor executor, Duration timeout) {
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    this.token = token.map(String::strip).filter(it -> it.matches("[!-~]+"));
    this.timeout = timeout;
    this.executor = executor;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(executor)
            .build();
  }

  public XResponse get(String path, Map<String, String> query) {
    return send(request(path, query).GET());
  }

  public XResponse post(String path, JsonNode body) {
    return send(
        request(path, Map.of())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  public XResponse delete(String path) {
    return send(request(path, Map.of()).DELETE());
  }

  /** Sends a request for a streaming response. The future completes when the response ends. */
  <T> CompletableFuture<HttpResponse<T>> open(
      String path, Map<String, String> query, BodyHandler<T> body) {
    return client.sendAsync(request(path, query).GET().build(), body);
  }

  boolean hasToken() {
    return token.isPresent();
  }

  Executor executor() {
    return executor;
  }

  Duration timeout() {
    return timeout;
  }

  /** Aborts all pending requests. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path + queryString(query)))
            .header("Accept", "application/json")
            .header("User-Agent", "Crier");
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    return request;
  }

  private static String queryString(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  private XResponse send(HttpRequest.Builder request) {
    if (!hasToken()) {
      return failed(XFault.UNAUTHORIZED);
    }
    var future = client.sendAsync(request.build(), LimitedBody.bytes(MAX_RESPONSE_BYTES));
    try {
      var response = future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return toResponse(response.statusCode(), response.headers(), response.body());
    } catch (ExecutionException | TimeoutException e) {
      future.cancel(true);
      return failed(XFault.UNAVAILABLE);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return failed(XFault.UNAVAILABLE);
    }
  }

  static XResponse.Failure failed(XFault fault) {
    return new XResponse.Failure(
        new Trouble(fault, Optional.empty()), MissingNode.getInstance(), Optional.empty());
  }

  static XResponse toResponse(int status, HttpHeaders headers, byte[] bytes) {
    var window = window(headers);
    var body = parse(bytes);
    if (status / 100 == 2 && (status == 204 || body.isObject())) {
      return new XResponse.Success(body, window);
    }
    var fault = XErrors.faultOf(status, body);
    var until =
        fault == XFault.RATE_LIMITED
            ? window.map(RateLimitWindow::reset)
            : Optional.<Instant>empty();
    return new XResponse.Failure(new Trouble(fault, until), body, window);
  }

  static JsonNode parse(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<RateLimitWindow> window(HttpHeaders headers) {
    var limit = header(headers, "limit");
    var remaining = header(headers, "remaining");
    var reset = header(headers, "reset");
    return limit.isPresent() && remaining.isPresent() && reset.isPresent()
        ? Optional.of(
            new RateLimitWindow(
                Math.toIntExact(limit.get()),
                Math.toIntExact(remaining.get()),
                Instant.ofEpochSecond(reset.get())))
        : Optional.empty();
  }

  private static Optional<Long> header(HttpHeaders headers, String name) {
    return headers
        .firstValue("x-rate-limit-" + name)
        .filter(value -> value.matches(name.equals("reset") ? "\\d{1,11}" : "\\d{1,9}"))
        .map(Long::parseLong);
  }
}
