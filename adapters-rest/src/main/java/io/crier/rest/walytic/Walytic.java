package io.crier.rest.walytic;

import io.crier.application.Actor;
import io.crier.rest.door.CodedError;
import io.crier.rest.door.Face;
import io.crier.rest.door.KeyHeaders;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RatePolicy.SlidingLog;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The face of the Walytic API under {@code /walytic}. */
@ApplicationScoped
public class Walytic implements Face {

  /** 60 requests a minute; 100 if all of them lie within 5 seconds. */
  private static final SlidingLog RATE =
      new SlidingLog(60, Duration.ofMinutes(1), 100, Duration.ofSeconds(5));

  @Override
  public String name() {
    return "walytic";
  }

  @Override
  public String key(UnaryOperator<String> headers) {
    return KeyHeaders.bearer(headers);
  }

  @Override
  public RateRule rateRule(Actor caller) {
    return new RateRule("walytic " + caller.key().orElseThrow().prefix().value(), RATE);
  }

  @Override
  public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
    return Rendered.json(problem.status(), CodedError.of(problem), retryAfter);
  }

  @Override
  public Optional<URL> document() {
    return Optional.of(Walytic.class.getResource("openapi.yaml"));
  }

  @Override
  public void describe(OpenAPI document, Map<String, PathItem> paths) {
    WalyticDocument.complete(document, paths);
  }
}
