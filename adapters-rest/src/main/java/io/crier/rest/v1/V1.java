package io.crier.rest.v1;

import io.crier.application.Actor;
import io.crier.application.accounts.Plans;
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
import jakarta.ws.rs.core.PathSegment;
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

  /** A media link and an invitation carry their own tokens. */
  @Override
  public boolean isOpen(ContainerRequestContext request) {
    var path = request.getUriInfo().getPathSegments().stream().map(PathSegment::getPath).toList();
    if (path.size() < 2 || !path.getFirst().equals("v1")) {
      return false;
    }
    return switch (path.get(1)) {
      case "media" ->
          path.size() == 3 && request.getUriInfo().getQueryParameters().containsKey("token");
      case "invitations" -> path.size() == 3;
      case "sign-in" -> path.size() > 2 || !request.getMethod().equals("DELETE");
      default -> false;
    };
  }

  @Override
  public boolean takesSignIns() {
    return true;
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
  public RateRule rateRule(Actor caller) {
    return RateRule.of(caller.account(), plans);
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
