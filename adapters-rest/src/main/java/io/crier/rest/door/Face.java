package io.crier.rest.door;

import io.crier.application.apikeys.Authenticate.Authenticated;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * One contract of the API, served under path segments of its own. A face is a bean; the door finds
 * it by the first segment of a path and asks it how that request is read and answered. Faces know
 * the door and the use cases, never each other.
 */
public interface Face {

  /** By which {@code crier.faces} switches it on. */
  String name();

  /** The first segments of its paths. */
  Set<String> roots();

  /** Whether the request needs no key, because its resource judges by itself who may ask. */
  boolean isOpen(ContainerRequestContext request);

  /** The key that the request carries; refused if there is none. */
  String key(ContainerRequestContext request);

  /** The header in which callers may name a request, and are answered its name. */
  String requestIdHeader();

  /**
   * How many bytes the body of this request may have.
   *
   * @param defaultLimit what fits into memory
   */
  long maxBodyBytes(ContainerRequestContext request, long defaultLimit);

  /** How many requests the caller may make, and with whom they are counted together. */
  RateRule rateRule(Authenticated caller);

  /** The headers of an answer that say how much of the limit is left. */
  Map<String, Object> rateHeaders(RateDecision decision);

  /** The answer to a request that went wrong. */
  Rendered render(ProblemDetails problem, Optional<Duration> retryAfter);

  /**
   * Adds to the OpenAPI document what holds for every operation of this face, so that its resources
   * say only what is their own.
   *
   * @param paths those of this face
   */
  void describe(OpenAPI document, Map<String, PathItem> paths);
}
