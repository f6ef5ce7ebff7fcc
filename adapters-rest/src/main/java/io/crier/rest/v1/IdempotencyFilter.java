package io.crier.rest.v1;

import io.crier.application.Actor;
import io.crier.application.AnswerOnce;
import io.crier.application.Replays.Replay;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Forwarding;
import io.crier.rest.json.Json;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Answers a repeated request with the first response, by its idempotency key. */
@Provider
@Priority(Priorities.USER)
@ApplicationScoped
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {

  public static final String KEY = "Idempotency-Key";
  public static final String REPLAYED = "Idempotent-Replayed";

  private static final System.Logger LOG = System.getLogger(IdempotencyFilter.class.getName());
  private static final String STARTED = IdempotencyFilter.class.getName() + ".begun";

  @Inject AnswerOnce answerOnce;
  @Inject Caller caller;
  @Inject RequestIdempotencyKey current;

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    var key = request.getHeaderString(KEY);
    var idempotent = resource.getResourceMethod().getAnnotation(Idempotent.class);
    if (key == null || idempotent == null) {
      return;
    }
    var call = request.getMethod() + " " + request.getUriInfo().getPath();
    current.begin(key, content -> fingerprint(call, content));
    if (idempotent.multipart()) {
      return;
    }
    var body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    var keyed = current.of(body).orElseThrow();
    if (!idempotent.storedByUseCase()) {
      var scoped = scopedTo(caller.actor(), keyed);
      var stored = answerOnce.begin(caller.account(), scoped);
      if (stored.isPresent()) {
        request.abortWith(replay(stored.get()));
      } else {
        request.setProperty(STARTED, scoped);
      }
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response)
      throws IOException {
    if (request.getProperty(STARTED) instanceof AnswerOnce.KeyedRequest keyed) {
      request.removeProperty(STARTED);
      try {
        if (response.getStatus() / 100 == 2
            && current.isAnswerFinal()
            && !Forwarding.isAnsweredElsewhere(request)) {
          store(keyed, response);
        }
      } finally {
        answerOnce.end(caller.account(), keyed);
      }
    }
  }

  /**
   * Makes the permissions of the API key part of the fingerprint: a replay bypasses the use case,
   * so it must not reach a key with fewer permissions.
   */
  private static AnswerOnce.KeyedRequest scopedTo(Actor actor, AnswerOnce.KeyedRequest keyed) {
    if (actor.operator() && !actor.isBound()) {
      return keyed;
    }
    var sessions = actor.sessions().stream().map(it -> it.value().toString()).sorted().toList();
    var reach = actor.role() + " " + actor.operator() + " " + sessions;
    return new AnswerOnce.KeyedRequest(
        keyed.key(), fingerprint(reach, keyed.fingerprint().getBytes(StandardCharsets.UTF_8)));
  }

  /** The stored response. */
  public static Response replay(Replay replay) {
    return Response.status(replay.status())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(replay.body().getBytes(StandardCharsets.UTF_8))
        .header(REPLAYED, "true")
        .build();
  }

  private void store(AnswerOnce.KeyedRequest keyed, ContainerResponseContext response)
      throws IOException {
    var body = response.hasEntity() ? Json.MAPPER.writeValueAsString(response.getEntity()) : "";
    try {
      answerOnce.keep(caller.account(), keyed, response.getStatus(), body);
    } catch (RuntimeException e) {
      // The request has succeeded: an error now would make the caller repeat it.
      LOG.log(Level.WARNING, "a response could not be stored for its idempotency key", e);
    }
  }

  private static String fingerprint(String call, byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update((call + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
