package io.crier.rest.v1;

import io.crier.application.accounts.Plans;
import io.crier.application.apikeys.Authenticate.Authenticated;
import io.crier.application.media.KeepMedia;
import io.crier.rest.door.Face;
import io.crier.rest.door.KeyHeaders;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.door.RateDecision;
import io.crier.rest.door.RateRule;
import io.crier.rest.door.Rendered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;

/** The face of Crier's own API under {@code /v1}, and of the simulator's API. */
@ApplicationScoped
public class V1 implements Face {

  @Inject Plans plans;
  @Inject KeepMedia keepMedia;
  @Inject Description description;

  @Override
  public String name() {
    return "v1";
  }

  @Override
  public Set<String> roots() {
    return Set.of("v1", "simulator");
  }

  /** A media link carries its own token. */
  @Override
  public boolean isOpen(ContainerRequestContext request) {
    var path = request.getUriInfo().getPathSegments();
    return path.size() == 3
        && path.get(0).getPath().equals("v1")
        && path.get(1).getPath().equals("media")
        && request.getUriInfo().getQueryParameters().containsKey("token");
  }

  @Override
  public String key(UnaryOperator<String> headers) {
    return KeyHeaders.any(headers);
  }

  /** Uploads are streamed to a file, not held in memory. */
  @Override
  public long maxBodyBytes(ContainerRequestContext request, long defaultLimit) {
    var type = request.getMediaType();
    var isUpload =
        type != null
            && MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type)
            && request.getUriInfo().getPath().matches("/?v1/messages(/upload)?/?");
    return isUpload ? keepMedia.limits().document() + defaultLimit : defaultLimit;
  }

  @Override
  public boolean rejectsUnknownQueryParameters() {
    return true;
  }

  /** One bucket per account, limited by its plan. */
  @Override
  public RateRule rateRule(Authenticated caller) {
    return RateRule.of(caller.actor().account(), plans);
  }

  @Override
  public Map<String, Object> rateHeaders(RateDecision decision) {
    return decision.headers();
  }

  @Override
  public Rendered render(ProblemDetails problem, Optional<Duration> retryAfter) {
    return Rendered.of(problem, retryAfter);
  }

  @Override
  public void describe(OpenAPI document, Map<String, PathItem> paths) {
    description.complete(document, paths);
  }
}
