package io.crier.rest.door;

import io.crier.rest.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An error response, ready to be written. */
public record Rendered(int status, String contentType, Map<String, String> headers, String body) {

  /** In the form of RFC 9457: for faces without a form of their own, and where there is no face. */
  public static Rendered of(ProblemDetails problem, Optional<Duration> retryAfter) {
    var headers = new LinkedHashMap<>(retryAfter(retryAfter));
    if (problem.status() == 401) {
      headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return new Rendered(problem.status(), ProblemDetails.MEDIA_TYPE, headers, Json.write(problem));
  }

  /** An error response in JSON. */
  public static Rendered json(int status, Object body, Optional<Duration> retryAfter) {
    return new Rendered(
        status, MediaType.APPLICATION_JSON, retryAfter(retryAfter), Json.write(body));
  }

  private static Map<String, String> retryAfter(Optional<Duration> wait) {
    return wait.map(it -> Map.of(HttpHeaders.RETRY_AFTER, Long.toString(seconds(it))))
        .orElse(Map.of());
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** As a response of a resource that adds headers to it. */
  public Response response() {
    var response = Response.status(status).type(contentType).entity(bytes());
    headers.forEach(response::header);
    return response.build();
  }

  /** Whole seconds, rounded up, so that a caller who waits that long is not too early. */
  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
  }
}
