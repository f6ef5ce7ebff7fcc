package io.crier.rest.aulm;

import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_AUTHORIZATION;

import io.crier.application.Actor;
import io.crier.application.accounts.Plans;
import io.crier.domain.Refused;
import io.crier.rest.door.Face;
import io.crier.rest.door.KeyHeaders;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The face of the aulm API under {@code /aulm}. */
@ApplicationScoped
public class Aulm implements Face {

  private static final Pattern BEARER = Pattern.compile("(?i:Bearer)(?: +(.*))?");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** How long to wait if it is unknown when a retry may succeed. */
  private static final Duration USUAL_WAIT = Duration.ofMinutes(1);

  @Inject Plans plans;

  @Override
  public String name() {
    return "aulm";
  }

  /** A scheme without a key is a key that is not valid. */
  @Override
  public String key(UnaryOperator<String> headers) {
    var header =
        Optional.ofNullable(headers.apply(HttpHeaders.AUTHORIZATION))
            .orElseThrow(KeyHeaders::missingBearer);
    var bearer = BEARER.matcher(header.strip());
    if (!bearer.matches()) {
      throw new Refused(INVALID_AUTHORIZATION);
    }
    return Optional.ofNullable(bearer.group(1)).orElse("");
  }

  @Override
  public boolean acceptsRequestId(String id) {
    return UUID.matcher(id).matches();
  }

  /** One bucket per account, limited by its plan. */
  @Override
  public RateRule rateRule(Actor caller) {
    return RateRule.of(caller.account(), plans);
  }

  @Override
  public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
    var status = ErrorView.status(problem);
    var wait = retryAfter.or(() -> status == 429 ? Optional.of(USUAL_WAIT) : Optional.empty());
    return Rendered.json(status, ErrorView.of(problem), wait);
  }

  @Override
  public Optional<URL> document() {
    return Optional.ofNullable(Aulm.class.getResource("openapi.yaml"));
  }

  @Override
  public void describe(OpenAPI document, Map<String, PathItem> paths) {
    AulmDocument.complete(document, paths);
  }
}
