package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.watch.RateLimitWindow;
import java.util.Optional;

/** The outcome of one request to X. */
public sealed interface XResponse {

  JsonNode body();

  Optional<RateLimitWindow> window();

  /** X accepted the request, at least in part: errors about individual items are in the body. */
  record Success(JsonNode body, Optional<RateLimitWindow> window) implements XResponse {}

  /** X rejected the request, or the outcome is unknown. */
  record Failure(Trouble trouble, JsonNode body, Optional<RateLimitWindow> window)
      implements XResponse {}
}
