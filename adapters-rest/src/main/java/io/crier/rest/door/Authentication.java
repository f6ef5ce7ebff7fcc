package io.crier.rest.door;

import static io.crier.domain.accounts.AccountProblem.RATE_LIMITED;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_API_KEY;

import io.crier.application.apikeys.Authenticate;
import io.crier.domain.Refused;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.net.InetAddress;

/** Lets in callers with an API key, no more often than the face that they ask allows. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class Authentication implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String ASKED = Authentication.class.getName() + ".asked";

  @Inject Authenticate authenticate;
  @Inject Faces faces;
  @Inject Caller caller;
  @Inject Gate gate;

  @Context HttpServletRequest servletRequest;

  private record Asked(Face face, RateDecision decision) {}

  @Override
  public void filter(ContainerRequestContext request) {
    var face = faces.at(request.getUriInfo().getPathSegments());
    if (face.filter(it -> !faces.isOn(it)).isPresent()) {
      throw new NotFoundException();
    }
    face.filter(it -> !it.isOpen(request)).ifPresent(it -> letIn(it, request));
  }

  private void letIn(Face face, ContainerRequestContext request) {
    var address = gate.addressOf(servletRequest);
    gate.coolDown().check(address);
    var authenticated = authenticate(face.key(request), address);
    caller.is(authenticated);
    var actor = authenticated.actor();
    RequestTrail.account(servletRequest, actor.getName());
    request.setSecurityContext(new KeyHolder(actor, request.getSecurityContext().isSecure()));

    var decision = gate.rateLimits().decide(face.rateRule(authenticated));
    request.setProperty(ASKED, new Asked(face, decision));
    if (!decision.allowed()) {
      throw new Refused(RATE_LIMITED, decision.retryAfter());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(ASKED) instanceof Asked asked) {
      asked.face().rateHeaders(asked.decision()).forEach(response.getHeaders()::putSingle);
    }
  }

  private Authenticate.Authenticated authenticate(String key, InetAddress address) {
    try {
      return authenticate.authenticate(key);
    } catch (Refused refused) {
      if (refused.problem() == INVALID_API_KEY) {
        gate.coolDown().failed(address);
      }
      throw refused;
    }
  }
}
