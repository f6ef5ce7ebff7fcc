package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine;
import io.crier.domain.sessions.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An engine that receives its events through a webhook. */
public interface WebhookEngine extends Engine {

  /** The settings of a session, if its connection is open here. */
  Optional<Map<String, String>> settingsOf(SessionId session);

  /** Whether the body was signed with the secret of the session. */
  boolean isSigned(SessionId session, Map<String, String> settings, byte[] body, String signature);

  /**
   * Accepts a post to the session. Completes with true once its messages are durable, or with false
   * if it cannot be accepted now.
   */
  CompletableFuture<Boolean> accept(SessionId session, JsonNode posted);
}
