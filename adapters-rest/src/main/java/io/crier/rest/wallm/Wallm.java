package io.crier.rest.wallm;

import io.crier.application.Actor;
import io.crier.application.accounts.Plans;
import io.crier.rest.door.CodedError;
import io.crier.rest.door.Face;
import io.crier.rest.door.KeyHeaders;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RateDecision;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The face of the Wallm API under {@code /wallm}. */
@ApplicationScoped
public class Wallm implements Face {

  @Inject Plans plans;

  @Override
  public String name() {
    return "wallm";
  }

  @Override
  public String key(UnaryOperator<String> headers) {
    return KeyHeaders.apiKey(headers);
  }

  /** One bucket per account, limited by its plan. */
  @Override
  public RateRule rateRule(Actor caller) {
    return RateRule.of(caller.account(), plans);
  }

  @Override
  public Map<String, Object> rateHeaders(RateDecision decision) {
    return decision.headers();
  }

  @Override
  public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
    return Rendered.json(problem.status(), CodedError.of(problem), retryAfter);
  }

  @Override
  public Optional<URL> document() {
    return Optional.of(Wallm.class.getResource("openapi.yaml"));
  }

  @Override
  public void describe(OpenAPI document, Map<String, PathItem> paths) {
    WallmDocument.complete(document, paths);
  }
}
