package io.crier.rest.door;

import static io.crier.domain.accounts.AccountProblem.RATE_LIMITED;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_API_KEY;

import io.crier.application.Actor;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.protection.ProtectAccounts;
import io.crier.application.users.RecognizeUser;
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
import java.util.Optional;

/**
 * Authenticates callers by API key or sign-in, and applies the rate limit of the face they call.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class Authentication implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String LIMITED = Authentication.class.getName() + ".asked";

  @Inject Authenticate authenticate;
  @Inject RecognizeUser recognizeUser;
  @Inject SignInCookies signInCookies;
  @Inject Faces faces;
  @Inject Caller caller;
  @Inject ClientLimits clientLimits;
  @Inject ProtectAccounts protectAccounts;

  @Context HttpServletRequest servletRequest;

  private record Limited(Face face, RateDecision decision) {}

  @Override
  public void filter(ContainerRequestContext request) {
    var face = faces.at(request.getUriInfo().getPathSegments());
    if (face.filter(it -> !faces.isEnabled(it)).isPresent()) {
      throw new NotFoundException();
    }
    face.filter(it -> !it.isOpen(request)).ifPresent(it -> admit(it, request));
  }

  private void admit(Face face, ContainerRequestContext request) {
    var actor = identify(face, request);
    RequestLog.setAccount(servletRequest, actor.getName());
    request.setSecurityContext(
        new ActorSecurityContext(actor, request.getSecurityContext().isSecure()));

    if (Forwarding.received(servletRequest).isPresent()) {
      return; // the node that has forwarded the request has counted it
    }
    var decision = clientLimits.rateLimits().decide(face.rateRule(actor));
    request.setProperty(LIMITED, new Limited(face, decision));
    if (!decision.allowed()) {
      protectAccounts.countExcessRequest(actor.accountId());
      throw new Refused(RATE_LIMITED, decision.retryAfter());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(LIMITED) instanceof Limited limited) {
      limited.face().rateHeaders(limited.decision()).forEach(response.getHeaders()::putSingle);
    }
  }

  private Actor identify(Face face, ContainerRequestContext request) {
    var token =
        Optional.of(servletRequest)
            .filter(it -> face.takesSignIns() && !KeyHeaders.areIn(request::getHeaderString))
            .flatMap(signInCookies::token);
    if (token.isPresent()) {
      var actor = recognizeUser.recognize(token.get());
      signInCookies.requireOwnRequest(servletRequest, token.get());
      caller.set(actor, token.get());
      return actor;
    }
    var address = clientLimits.addressOf(servletRequest);
    var key = face.key(request::getHeaderString);
    var actor =
        SlowBodies.recognized(servletRequest, key).orElseGet(() -> authenticate(key, address));
    caller.set(actor);
    return actor;
  }

  private Actor authenticate(String key, InetAddress address) {
    try {
      return authenticate.authenticate(key);
    } catch (Refused refused) {
      throw refused.problem() == INVALID_API_KEY
          ? clientLimits.wrongKeys().refusal(address, key)
          : refused;
    }
  }
}
