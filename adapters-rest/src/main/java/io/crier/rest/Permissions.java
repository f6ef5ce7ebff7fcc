package io.crier.rest;

import io.crier.domain.apikeys.ApiKey.Role;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** Lets a key do only what its role allows. */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class Permissions implements ContainerRequestFilter {

  @Inject Caller caller;

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    var method = resource.getResourceMethod();
    if (method.isAnnotationPresent(PermitAll.class)) {
      // An engine's other side has no key: the engine knows it by what it signs.
      return;
    }
    var needs = method.getAnnotation(Needs.class);
    if (needs != null && needs.orToken() && Authentication.hasToken(request.getUriInfo())) {
      return;
    }
    if (needs != null && needs.operator()) {
      caller.requireOperator();
    } else {
      // The simulator's resources lie in an adapter that does not know the annotation.
      caller.require(needs == null ? Role.ADMIN : needs.value());
    }
  }
}
