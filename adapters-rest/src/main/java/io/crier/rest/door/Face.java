package io.crier.rest.door;

import io.crier.application.Actor;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * One API contract, served under its own path segments. A face is a CDI bean, selected by the first
 * segment of the path; it defines how a request is authenticated, limited and answered. Faces
 * depend on the door and the use cases, never on each other.
 */
public interface Face {

  /** The name that enables it in {@code crier.faces}. */
  String name();

  /** The first segments of its paths; usually its name. */
  default Set<String> roots() {
    return Set.of(name());
  }

  /**
   * Whether the request needs no key: for the face's own document, or because its resource
   * authorizes it in another way.
   */
  default boolean isOpen(ContainerRequestContext request) {
    return request.getUriInfo().getPath().endsWith("/openapi.yaml");
  }

  /**
   * The API key in the request; refuses the request if there is none.
   *
   * @param headers the value of a header, or null
   */
  String key(UnaryOperator<String> headers);

  /** Whether people who have signed in may call it too, with a cookie instead of a key. */
  default boolean takesSignIns() {
    return false;
  }

  /** The header that carries the request id in both directions. */
  default String requestIdHeader() {
    return "x-request-id";
  }

  /** Whether a caller may choose this request id; otherwise one is generated. */
  default boolean acceptsRequestId(String id) {
    return true;
  }

  /**
   * The maximum size of this request's body in bytes.
   *
   * @param defaultLimit the limit for bodies that are held in memory
   */
  default long maxBodyBytes(ContainerRequestContext request, long defaultLimit) {
    return defaultLimit;
  }

  /** Whether query parameters that the operation does not declare are rejected, not ignored. */
  default boolean rejectsUnknownQueryParameters() {
    return false;
  }

  /** The rate limit of the caller, and the bucket in which its requests are counted. */
  RateRule rateRule(Actor caller);

  /** The response headers that report the rate limit. */
  default Map<String, Object> rateHeaders(RateDecision decision) {
    return Map.of();
  }

  /** The response to a request that failed. */
  Rendered render(ProblemDetails problem, Optional<Duration> retryAfter);

  /** Its own OpenAPI document, in YAML, if its clients need one without the other faces. */
  default Optional<URL> document() {
    return Optional.empty();
  }

  /**
   * Adds to the OpenAPI document what is common to all operations of this face, so that its
   * resources describe only what is specific to them.
   *
   * @param paths the paths of this face
   */
  void describe(OpenAPI document, Map<String, PathItem> paths);
}
