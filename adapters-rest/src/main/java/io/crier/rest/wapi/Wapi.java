package io.crier.rest.wapi;

import io.crier.application.Actor;
import io.crier.rest.door.Face;
import io.crier.rest.door.KeyHeaders;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RatePolicy.FixedWindow;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The face of the wapi API under {@code /wapi}. */
@ApplicationScoped
public class Wapi implements Face {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  static final long MAX_FILE_BYTES = 25 * 1024 * 1024;

  private static final Set<String> OPEN =
      Set.of("wapi/openapi.yaml", "/wapi/openapi.yaml", "wapi/healthz", "/wapi/healthz");

  /** For the other parts of a form. */
  private static final long MAX_FORM_BYTES = 64 * 1024;

  @Inject
  @ConfigProperty(name = "crier.wapi.requests", defaultValue = "120")
  int requests = 120;

  @Override
  public String name() {
    return "wapi";
  }

  @Override
  public boolean isOpen(ContainerRequestContext request) {
    return OPEN.contains(request.getUriInfo().getPath());
  }

  @Override
  public String key(UnaryOperator<String> headers) {
    return KeyHeaders.any(headers);
  }

  @Override
  public long maxBodyBytes(ContainerRequestContext request, long defaultLimit) {
    var type = request.getMediaType();
    return type != null && MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type)
        ? MAX_FILE_BYTES + MAX_FORM_BYTES
        : defaultLimit;
  }

  @Override
  public RateRule rateRule(Actor caller) {
    return new RateRule(
        "wapi " + caller.key().orElseThrow().prefix().value(), new FixedWindow(requests, WINDOW));
  }

  @Override
  public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
    var error = WapiError.of(problem);
    return Rendered.json(error.status(), error.body(problem.detail()), retryAfter);
  }

  @Override
  public Optional<URL> document() {
    return Optional.ofNullable(Wapi.class.getResource("openapi.yaml"));
  }

  @Override
  public void describe(OpenAPI document, Map<String, PathItem> paths) {
    WapiDocument.complete(document, paths);
  }
}
