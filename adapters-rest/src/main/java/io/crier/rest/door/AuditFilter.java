package io.crier.rest.door;

import io.crier.application.Actor;
import io.crier.application.audit.KeepAuditLog;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.ext.Provider;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Records each request that has changed something, once it has succeeded. */
@Provider
@Priority(Priorities.USER - 1000)
@ApplicationScoped
public class AuditFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String PENDING = AuditFilter.class.getName() + ".pending";
  private static final int MASK_SHOWS = 3;
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

  @Inject KeepAuditLog keepAuditLog;
  @Inject ClientLimits clientLimits;

  @Context ResourceInfo resource;
  @Context HttpServletRequest servletRequest;

  private record Pending(Actor actor, String action, Optional<String> target, String address) {}

  @Override
  public void filter(ContainerRequestContext request) {
    if (!SAFE_METHODS.contains(request.getMethod())
        && request.getSecurityContext().getUserPrincipal() instanceof Actor actor) {
      var address = clientLimits.addressOf(servletRequest).getHostAddress();
      var target = isMasked() ? target(request).map(AuditFilter::masked) : target(request);
      request.setProperty(PENDING, new Pending(actor, action(request), target, address));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatus() / 100 == 2
        && !Forwarding.isAnsweredElsewhere(request)
        && request.getProperty(PENDING) instanceof Pending pending) {
      request.removeProperty(PENDING);
      keepAuditLog.record(
          pending.actor(),
          pending.action(),
          pending.target().or(() -> created(response)),
          pending.address());
    }
  }

  private String action(ContainerRequestContext request) {
    return Optional.ofNullable(resource.getResourceMethod().getAnnotation(Operation.class))
        .map(Operation::operationId)
        .filter(id -> !id.isEmpty())
        .orElseGet(() -> request.getMethod() + " " + request.getUriInfo().getPath());
  }

  private boolean isMasked() {
    return resource.getResourceMethod().isAnnotationPresent(MaskedInAudit.class);
  }

  /** Enough to tell which of several it was, for those who know them. */
  private static String masked(String target) {
    return "…" + target.substring(Math.max(0, target.length() - MASK_SHOWS));
  }

  /** The last parameter in the path. */
  private static Optional<String> target(ContainerRequestContext request) {
    var uri = request.getUriInfo();
    var parameters = new HashSet<String>();
    uri.getPathParameters().values().forEach(parameters::addAll);
    return uri.getPathSegments().stream()
        .map(PathSegment::getPath)
        .filter(parameters::contains)
        .reduce((earlier, later) -> later);
  }

  private static Optional<String> created(ContainerResponseContext response) {
    return Optional.ofNullable(response.getHeaderString(HttpHeaders.LOCATION))
        .map(location -> List.of(location.split("/")).getLast());
  }
}
