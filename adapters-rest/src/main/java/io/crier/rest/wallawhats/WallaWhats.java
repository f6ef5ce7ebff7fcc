package io.crier.rest.wallawhats;

import io.crier.application.Actor;
import io.crier.rest.door.Face;
import io.crier.rest.door.KeyHeaders;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RatePolicy.TokenBucket;
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

/** The face of the WallaWhats API under {@code /wallawhats}. */
@ApplicationScoped
public class WallaWhats implements Face {

  /** 20 requests a second, and 40 at once. */
  private static final TokenBucket RATE = new TokenBucket(40, Duration.ofSeconds(2));

  @Override
  public String name() {
    return "wallawhats";
  }

  @Override
  public String key(UnaryOperator<String> headers) {
    return KeyHeaders.apiKey(headers);
  }

  @Override
  public RateRule rateRule(Actor caller) {
    return new RateRule("wallawhats " + caller.key().orElseThrow().prefix().value(), RATE);
  }

  @Override
  public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
    var error = ErrorView.of(problem);
    return Rendered.json(ErrorView.status(problem), error, retryAfter);
  }

  @Override
  public Optional<URL> document() {
    return Optional.of(WallaWhats.class.getResource("openapi.yaml"));
  }

  @Override
  public void describe(OpenAPI document, Map<String, PathItem> paths) {
    WallaWhatsDocument.complete(document, paths);
  }
}
