package io.crier.rest.door;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/**
 * Lets callers that accept nothing but problems have JSON: some generated clients send this for
 * every operation that documents a problem.
 */
@Provider
@PreMatching
@Priority(0)
public class AcceptedProblems implements ContainerRequestFilter {

  private static final String JSON_OR_ANYTHING = MediaType.APPLICATION_JSON + ", */*;q=0.1";

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getAcceptableMediaTypes().stream().allMatch(AcceptedProblems::isProblem)) {
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, JSON_OR_ANYTHING);
    }
  }

  private static boolean isProblem(MediaType type) {
    return type.getType().equals("application") && type.getSubtype().equals("problem+json");
  }
}
