package io.crier.rest;

import static io.crier.domain.accounts.AccountProblem.RATE_LIMITED;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_API_KEY;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_AUTHORIZATION;
import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;

import io.crier.application.accounts.Plans;
import io.crier.application.apikeys.Authenticate;
import io.crier.domain.Refused;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.PathSegment;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Lets in who has an API key, at the pace of the account's plan. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class Authentication implements ContainerRequestFilter, ContainerResponseFilter {

  private static final Pattern BEARER = Pattern.compile("[Bb]earer +([!-~]+) *");
  private static final Set<String> GUARDED = Set.of("v1", "simulator");
  private static final String FARE = Authentication.class.getName() + ".fare";

  @Inject Authenticate authenticate;
  @Inject Plans plans;
  @Inject Caller caller;
  @Inject Gate gate;

  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    var path = request.getUriInfo().getPathSegments();
    if (!isGuarded(path) || (isLinked(path) && hasToken(request.getUriInfo()))) {
      return;
    }
    var address = gate.addressOf(servletRequest);
    gate.coolDown().check(address);
    var authenticated = authenticate(key(request), address);
    caller.is(authenticated);
    var account = authenticated.actor().account();
    RequestTrail.account(servletRequest, account.id().value().toString());
    request.setSecurityContext(
        new KeyHolder(authenticated.actor(), request.getSecurityContext().isSecure()));

    var fare = gate.rateLimits().take(account.id(), plans.of(account.plan()).requestsPerMinute());
    request.setProperty(FARE, fare);
    if (!fare.allowed()) {
      throw new Refused(RATE_LIMITED, fare.retryAfter());
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(FARE) instanceof RateLimits.Fare fare) {
      var headers = response.getHeaders();
      headers.putSingle("X-RateLimit-Limit", fare.limit());
      headers.putSingle("X-RateLimit-Remaining", fare.remaining());
      headers.putSingle("X-RateLimit-Reset", fare.reset().getEpochSecond());
    }
  }

  /** What matters is the path that resources are found by: without its matrix parameters. */
  static boolean isGuarded(List<PathSegment> path) {
    return !path.isEmpty() && GUARDED.contains(path.get(0).getPath());
  }

  /** Whether a token of its own may open what is at this path. */
  private static boolean isLinked(List<PathSegment> path) {
    return path.size() == 3
        && path.get(0).getPath().equals("v1")
        && path.get(1).getPath().equals("media");
  }

  static boolean hasToken(UriInfo uri) {
    return uri.getQueryParameters().containsKey("token");
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

  private static String key(ContainerRequestContext request) {
    return keyIn(
        Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION)),
        Optional.ofNullable(request.getHeaderString("X-Api-Key")));
  }

  static String keyIn(Optional<String> authorization, Optional<String> apiKey) {
    if (authorization.isPresent()) {
      var bearer = BEARER.matcher(authorization.get());
      if (!bearer.matches()) {
        throw new Refused(INVALID_AUTHORIZATION);
      }
      return bearer.group(1);
    }
    return apiKey.map(String::strip).orElseThrow(() -> new Refused(MISSING_AUTHORIZATION));
  }
}
