package io.crier.rest.door;

import io.crier.application.Actor;
import io.crier.domain.apikeys.ApiKey;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Arrays;
import java.util.Locale;

/** The JAX-RS security context of a caller; its principal is the {@link Actor}. */
record ActorSecurityContext(Actor actor, boolean secure) implements SecurityContext {

  @Override
  public Principal getUserPrincipal() {
    return actor;
  }

  @Override
  public boolean isUserInRole(String role) {
    return role.equals("operator")
        ? actor.operator()
        : Arrays.stream(ApiKey.Role.values())
            .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(role))
            .anyMatch(actor.role()::includes);
  }

  @Override
  public boolean isSecure() {
    return secure;
  }

  @Override
  public String getAuthenticationScheme() {
    return "Bearer";
  }
}
