package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine;
import io.crier.domain.sessions.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An engine whose other side posts to it what happens. */
public interface Hooked extends Engine {

  /** The settings of a session, if its connection is open here. */
  Optional<Map<String, String>> settingsOf(SessionId session);

  /** Whether the body was signed by who knows the session's secret. */
  boolean isSigned(SessionId session, Map<String, String> settings, byte[] body, String signature);

  /**
   * Takes what was posted to the session. Completes once the messages in it are durable; with false
   * if it cannot be taken now.
   */
  CompletableFuture<Boolean> take(SessionId session, JsonNode posted);
}
