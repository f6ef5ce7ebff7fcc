package io.crier.rest.door;

import io.crier.rest.metrics.Metrics;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives every request an id and logs one line for it once it has been answered. */
@WebFilter(
    urlPatterns = "/*",
    asyncSupported = true,
    dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ASYNC})
public class RequestLog extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String HEADER = "x-request-id";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final System.Logger LOG = System.getLogger("io.crier.access");
  private static final String ID = RequestLog.class.getName() + ".id";
  private static final String ACCOUNT = RequestLog.class.getName() + ".account";
  private static final Set<String> SEND_PATHS = Set.of("/v1/messages", "/v1/messages/upload");
  private static final String ID_FIELD = "requestId";
  private static final String ACCOUNT_FIELD = "account";
  private static final Pattern VALID_ID = Pattern.compile("[A-Za-z0-9._:/+=-]{8,128}");

  @Inject transient Metrics metrics;
  @Inject transient Faces faces;
  @Inject transient Draining draining;
  @Inject transient Forwarding forwarding;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      resume(request, response, chain);
    } else {
      begin(request, response, chain);
    }
  }

  /** Continues a request whose body has been received. */
  private static void resume(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    LogFields.add(ID_FIELD, idOf(request));
    try {
      chain.doFilter(request, response);
    } finally {
      LogFields.remove(ID_FIELD);
      LogFields.remove(ACCOUNT_FIELD);
    }
  }

  private void begin(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var started = System.nanoTime();
    faces.select(request);
    var id = idOf(request);
    response.setHeader(headerOf(request), id);
    LogFields.add(ID_FIELD, id);
    if (draining.isAnnounced()) {
      // The next connection leads to a node that stays.
      response.setHeader("Connection", "close");
    }
    try {
      var problem = MalformedRequests.problem(request);
      if (problem.isPresent()) {
        // Where a malformed request ends is uncertain.
        response.setHeader("Connection", "close");
        ErrorPage.write(problem.get(), Optional.empty(), request, response);
      } else if (!forwarding.admit(request, response)) {
        ErrorPage.write(HttpProblem.BAD_REQUEST, Optional.empty(), request, response);
      } else if (draining.hasBegun()) {
        response.setHeader("Connection", "close");
        ErrorPage.write(
            HttpProblem.SERVICE_UNAVAILABLE, Optional.of(RETRY_AFTER), request, response);
      } else {
        chain.doFilter(request, response);
      }
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new OnCompletion(this, request, response, started));
      } else {
        end(request, response, started);
      }
    } finally {
      LogFields.remove(ID_FIELD);
      LogFields.remove(ACCOUNT_FIELD);
    }
  }

  /**
   * The caller's request id if it is valid, else a generated one; the same for the whole request.
   */
  public static String idOf(HttpServletRequest request) {
    if (request.getAttribute(ID) instanceof String known) {
      return known;
    }
    var given = Optional.ofNullable(request.getHeader(headerOf(request)));
    var face = Faces.of(request);
    var accepted = given.filter(it -> face.map(by -> by.acceptsRequestId(it)).orElse(true));
    var id = requestId(accepted.orElse(null));
    request.setAttribute(ID, id);
    return id;
  }

  /** The header that carries the request id in both directions. */
  static String headerOf(HttpServletRequest request) {
    return Faces.of(request).map(Face::requestIdHeader).orElse(HEADER);
  }

  static String requestId(String given) {
    return Optional.ofNullable(given)
        .filter(text -> VALID_ID.matcher(text).matches())
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  /** Adds the account to everything logged for this request from here on. */
  static void setAccount(HttpServletRequest request, String account) {
    request.setAttribute(ACCOUNT, account);
    LogFields.add(ACCOUNT_FIELD, account);
  }

  private void end(HttpServletRequest request, HttpServletResponse response, long started) {
    var took = Duration.ofNanos(System.nanoTime() - started);
    var status = response.getStatus();
    var accepted =
        status == HttpServletResponse.SC_ACCEPTED && SEND_PATHS.contains(request.getRequestURI());
    metrics.answered(request.getMethod(), status, accepted, took);
    log(request, status, took);
  }

  // No query, headers or body: they may contain secrets.
  private static void log(HttpServletRequest request, int status, Duration took) {
    if (LOG.isLoggable(Level.DEBUG)) {
      LOG.log(
          Level.DEBUG,
          "{0} {1} {2} {3} ms, account {4}",
          request.getMethod(),
          request.getRequestURI(),
          Integer.toString(status),
          Long.toString(took.toMillis()),
          request.getAttribute(ACCOUNT));
    }
  }

  private record OnCompletion(
      RequestLog requestLog, HttpServletRequest request, HttpServletResponse response, long started)
      implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      requestLog.end(request, response, started);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
