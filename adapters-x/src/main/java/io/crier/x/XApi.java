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

/** X's API, asked with the credentials of the server's operator. */
public final class XApi implements AutoCloseable {

  static final JsonMapper MAPPER = new JsonMapper();

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST_ANSWER = 8 << 20;

  private final URI base;
  private final Optional<String> token;
  private final Duration patience;
  private final Executor executor;
  private final HttpClient client;

  /**
   * @param token the bearer token; without one nothing is asked, and everything is refused
   * @param executor reads what comes, on any of its threads
   */
  public XApi(URI base, Optional<String> token, Executor executor) {
    this(base, token, executor, PATIENCE);
  }

  /**
   * @param patience how long an answer may take, from the request to its last byte
   */
  public XApi(URI base, Optional<String> token, Executor executor, Duration patience) {
    this.base = URI.create(base.toString().replaceFirst("/+$", ""));
    this.token = token.map(String::strip).filter(it -> it.matches("[!-~]+"));
    this.patience = patience;
    this.executor = executor;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(executor)
            .build();
  }

  public Answer get(String path, Map<String, String> query) {
    return ask(request(path, query).GET());
  }

  public Answer post(String path, JsonNode body) {
    return ask(
        request(path, Map.of())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  public Answer delete(String path) {
    return ask(request(path, Map.of()).DELETE());
  }

  /** Asks for an answer that does not end; its headers come once the future is done. */
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

  Duration patience() {
    return patience;
  }

  /** Ends all that is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    var request =
        HttpRequest.newBuilder(URI.create(base + path + encoded(query)))
            .header("Accept", "application/json")
            .header("User-Agent", "Crier");
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    return request;
  }

  private static String encoded(Map<String, String> query) {
    return query.isEmpty()
        ? ""
        : query.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  private Answer ask(HttpRequest.Builder request) {
    if (!hasToken()) {
      return failed(XFault.UNAUTHORIZED);
    }
    var coming = client.sendAsync(request.build(), AtMost.bytes(LARGEST_ANSWER));
    try {
      var response = coming.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return answer(response.statusCode(), response.headers(), response.body());
    } catch (ExecutionException | TimeoutException e) {
      coming.cancel(true);
      return failed(XFault.UNAVAILABLE);
    } catch (InterruptedException e) {
      coming.cancel(true);
      Thread.currentThread().interrupt();
      return failed(XFault.UNAVAILABLE);
    }
  }

  static Answer.Refused failed(XFault fault) {
    return new Answer.Refused(
        new Trouble(fault, Optional.empty()), MissingNode.getInstance(), Optional.empty());
  }

  static Answer answer(int status, HttpHeaders headers, byte[] bytes) {
    var window = window(headers);
    var body = parse(bytes);
    if (status / 100 == 2 && (status == 204 || body.isObject())) {
      return new Answer.Done(body, window);
    }
    var fault = Faults.of(status, body);
    var until =
        fault == XFault.RATE_LIMITED
            ? window.map(RateLimitWindow::reset)
            : Optional.<Instant>empty();
    return new Answer.Refused(new Trouble(fault, until), body, window);
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
