package io.crier.rest.sample;

import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;

import io.crier.application.Actor;
import io.crier.domain.Refused;
import io.crier.rest.door.Face;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RateDecision;
import io.crier.rest.door.RatePolicy.SlidingLog;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/**
 * A complete face, following {@code CONTRIBUTING.md}: short, and unlike {@code /v1} in as much as
 * possible.
 */
@ApplicationScoped
public class SampleFace implements Face {

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Set<String> roots() {
    return Set.of("sample");
  }

  @Override
  public boolean isOpen(ContainerRequestContext request) {
    return request.getUriInfo().getPath().endsWith("/open");
  }

  @Override
  public String key(UnaryOperator<String> headers) {
    return Optional.ofNullable(headers.apply("apikey"))
        .orElseThrow(() -> new Refused(MISSING_AUTHORIZATION));
  }

  @Override
  public String requestIdHeader() {
    return "trace";
  }

  @Override
  public long maxBodyBytes(ContainerRequestContext request, long defaultLimit) {
    return 100;
  }

  @Override
  public boolean rejectsUnknownQueryParameters() {
    return false;
  }

  @Override
  public RateRule rateRule(Actor caller) {
    return new RateRule(
        "sample " + caller.key().orElseThrow().prefix().value(),
        new SlidingLog(3, Duration.ofHours(1), 5, Duration.ofMinutes(10)));
  }

  @Override
  public Map<String, Object> rateHeaders(RateDecision decision) {
    return Map.of("Left", decision.remaining());
  }

  @Override
  public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
    return new Rendered(
        problem.status() == 401 ? 403 : problem.status(),
        MediaType.TEXT_PLAIN,
        Map.of(),
        "ERR " + problem.code());
  }

  @Override
  public void describe(OpenAPI document, Map<String, PathItem> paths) {
    paths
        .values()
        .forEach(
            path -> path.getOperations().values().forEach(it -> it.addTag("A sample of a face")));
  }
}
