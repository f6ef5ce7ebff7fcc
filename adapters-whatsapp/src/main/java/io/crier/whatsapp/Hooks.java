package io.crier.whatsapp;

import static java.util.concurrent.CompletableFuture.completedFuture;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.FindSessions;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The door for those who post to a session: whoever signs what he posts is let in, and nobody else
 * learns anything.
 */
@ApplicationScoped
public class Hooks {

  /** Whoever posts waits about so long for the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private FindSessions findSessions;
  private Set<String> engines;

  /** For the proxy. */
  protected Hooks() {}

  @Inject
  public Hooks(
      FindSessions findSessions, @ConfigProperty(name = "crier.engines") Set<String> engines) {
    this.findSessions = findSessions;
    this.engines = engines;
  }

  /** The settings of a session, wherever its connection is open, if it has this engine. */
  public Optional<Map<String, String>> settings(Hooked engine, SessionId session) {
    if (!engines.contains(engine.name().value())) {
      return Optional.empty();
    }
    return engine.settingsOf(session).or(() -> asKept(engine.name(), session));
  }

  private Optional<Map<String, String>> asKept(EngineName engine, SessionId id) {
    try {
      return Optional.of(findSessions.ofAnyAccount(id))
          .filter(session -> session.engine().equals(engine))
          .map(session -> session.settings());
    } catch (Refused unknown) {
      return Optional.empty();
    }
  }

  /**
   * Answers a post, of which nothing is read before it is known that there is such a session, once
   * what it says is durable.
   */
  public CompletableFuture<Response> receive(
      Hooked engine, SessionId session, String signature, InputStream body) throws IOException {
    var settings = settings(engine, session);
    if (settings.isEmpty()) {
      return completedFuture(answer(Status.NOT_FOUND));
    }
    var bytes = body.readAllBytes();
    if (signature == null || !engine.isSigned(session, settings.get(), bytes, signature)) {
      return completedFuture(answer(Status.UNAUTHORIZED));
    }
    JsonNode posted;
    try {
      posted = JsonTrees.MAPPER.readTree(bytes);
    } catch (IOException notJson) {
      return completedFuture(answer(Status.BAD_REQUEST));
    }
    // Elsewhere, or not yet: it is to be posted again.
    return engine
        .take(session, posted)
        .completeOnTimeout(false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(taken -> answer(taken ? Status.OK : Status.SERVICE_UNAVAILABLE));
  }

  private static Response answer(Status status) {
    return Response.status(status).build();
  }
}
