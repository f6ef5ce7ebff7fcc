package io.crier.whatsapp;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine;
import io.crier.domain.sessions.SessionId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An engine that gets its events through a webhook. */
public interface WebhookEngine extends Engine {

  /** The settings of a session, if its connection is open here. */
  Optional<Map<String, String>> settingsOf(SessionId session);

  /** Whether the body was signed with the secret of the session. */
  boolean isSigned(SessionId session, Map<String, String> settings, byte[] body, String signature);

  /**
   * Takes a post to the session. Completes once the messages in it are durable; with false if it
   * cannot be taken now.
   */
  CompletableFuture<Boolean> take(SessionId session, JsonNode posted);
}
