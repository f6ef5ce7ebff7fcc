package io.crier.whatsapp;

import static java.util.concurrent.CompletableFuture.completedFuture;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Handles webhook posts to sessions. It reveals nothing to callers without a valid signature. */
@ApplicationScoped
public class WebhookEndpoint {

  /** How long callers typically wait for a response. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private FindSessions findSessions;
  private EnginesConfiguration engines;
  private Consumer<SessionId> requireHere;

  /** For the CDI proxy. */
  protected WebhookEndpoint() {}

  @Inject
  WebhookEndpoint(
      FindSessions findSessions, EnginesConfiguration engines, RunSessions runSessions) {
    this(findSessions, engines, runSessions::requireHere);
  }

  /**
   * @param requireHere refuses a session that another node runs
   */
  public WebhookEndpoint(
      FindSessions findSessions, EnginesConfiguration engines, Consumer<SessionId> requireHere) {
    this.findSessions = findSessions;
    this.engines = engines;
    this.requireHere = requireHere;
  }

  /** The settings of a session with this engine, on whichever node its connection is. */
  public Optional<Map<String, String>> settings(WebhookEngine engine, SessionId session) {
    if (!engines.isEnabled(engine.name())) {
      return Optional.empty();
    }
    return engine.settingsOf(session).or(() -> stored(engine.name(), session));
  }

  private Optional<Map<String, String>> stored(EngineName engine, SessionId id) {
    try {
      return Optional.of(findSessions.ofAnyAccount(id))
          .filter(session -> session.engine().name().equals(engine))
          .map(session -> session.engine().settings());
    } catch (Refused unknown) {
      return Optional.empty();
    }
  }

  /**
   * Responds to a post once its messages are durable. The body is read only if the session exists.
   */
  public CompletableFuture<Response> receive(
      WebhookEngine engine, SessionId session, String signature, InputStream body)
      throws IOException {
    var settings = settings(engine, session);
    if (settings.isEmpty()) {
      return completedFuture(response(Status.NOT_FOUND));
    }
    var bytes = body.readAllBytes();
    if (signature == null || !engine.isSigned(session, settings.get(), bytes, signature)) {
      return completedFuture(response(Status.UNAUTHORIZED));
    }
    JsonNode posted;
    try {
      posted = JsonTrees.MAPPER.readTree(bytes);
    } catch (IOException notJson) {
      return completedFuture(response(Status.BAD_REQUEST));
    }
    requireHere.accept(session);
    // If the connection is not open yet, the caller has to repeat the post.
    return engine
        .accept(session, posted)
        .completeOnTimeout(false, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(accepted -> response(accepted ? Status.OK : Status.SERVICE_UNAVAILABLE));
  }

  private static Response response(Status status) {
    return Response.status(status).build();
  }
}
