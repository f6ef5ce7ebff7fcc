package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.watch.PushSource.Trouble;
import io.crier.application.watch.RateLimitWindow;
import java.util.Optional;

/** What X answers to one request. */
public sealed interface Answer {

  JsonNode body();

  Optional<RateLimitWindow> window();

  /** X did it, at least in part: errors about some of it stand in the body. */
  record Done(JsonNode body, Optional<RateLimitWindow> window) implements Answer {}

  /** X did not do it, or the outcome is unknown. */
  record Refused(Trouble trouble, JsonNode body, Optional<RateLimitWindow> window)
      implements Answer {}
}
