package io.crier.rest.door;

import io.crier.application.Actor;
import io.crier.application.apikeys.Authenticate;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Receives the bodies of requests without a thread that waits for them, so that slow clients do not
 * keep others waiting. Only then does the request reach its resource.
 */
@WebFilter(
    servletNames = "io.crier.rest.door.RestApi",
    asyncSupported = true,
    dispatcherTypes = DispatcherType.REQUEST)
public class SlowBodies extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final Characters PLAIN_PATH = Characters.lettersDigitsAnd("/._~@:+=&,!$'()*-");
  private static final Characters PLAIN_QUERY = Characters.lettersDigitsAnd("._~@:+=&,-");

  private static final String RECOGNIZED = SlowBodies.class.getName() + ".recognized";
  private static final long RECENTLY_NANOS = 1_000_000_000;

  private record Recognized(String key, Actor actor, long nanos) {}

  @Inject transient UnfinishedBodies unfinished;
  @Inject transient Authenticate authenticate;
  @Inject transient ClientLimits clientLimits;

  @Inject
  @ConfigProperty(name = "crier.http.max-body-bytes", defaultValue = "8388608")
  int maxBytes;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var owner =
        needsReceiving(request) && canBeDispatched(path(request), request.getQueryString())
            ? owner(request)
            : Optional.<String>empty();
    if (owner.isPresent()) {
      var limit = isMultipart(request) ? Long.MAX_VALUE : maxBytes;
      ArrivingBody.receive(request, response, unfinished, owner.get(), limit);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Whether there is a body, unless it will be rejected for its declared size. */
  private boolean needsReceiving(HttpServletRequest request) {
    var length = request.getContentLengthLong();
    return length < 0
        ? request.getHeader("Transfer-Encoding") != null
        : length > 0 && (length <= maxBytes || isMultipart(request));
  }

  /** Whom this key has been found to be, unless the body took so long that it may have changed. */
  static Optional<Actor> recognized(HttpServletRequest request, String key) {
    return request.getAttribute(RECOGNIZED) instanceof Recognized it
            && it.key().equals(key)
            && System.nanoTime() - it.nanos() < RECENTLY_NANOS
        ? Optional.of(it.actor())
        : Optional.empty();
  }

  /**
   * Whether a request can be dispatched once more. Liberty decodes its URL for that, and fails if
   * the result is none: such a request keeps its thread while it is received.
   *
   * @param path decoded
   * @param query as it was sent; null if there is none
   */
  static boolean canBeDispatched(String path, String query) {
    return path.length() > 1
        && path.charAt(0) == '/'
        && PLAIN_PATH.makeUp(path)
        && !path.contains("//")
        && !path.contains("/.")
        && (query == null || PLAIN_QUERY.makeUp(query));
  }

  private static String path(HttpServletRequest request) {
    var rest = request.getPathInfo();
    return rest == null ? request.getServletPath() : request.getServletPath() + rest;
  }

  /** A multipart body may be a large file; the container limits it. */
  private static boolean isMultipart(HttpServletRequest request) {
    var type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  /**
   * Whose body it is: an account's, or an address's where no key is needed. Empty if the request
   * will be rejected without its body.
   */
  private Optional<String> owner(HttpServletRequest request) {
    var face = Faces.of(request);
    if (face.isEmpty()) {
      return Optional.of(clientLimits.addressOf(request).getHostAddress());
    }
    try {
      var key = face.get().key(request::getHeader);
      var caller = authenticate.authenticate(key);
      request.setAttribute(RECOGNIZED, new Recognized(key, caller, System.nanoTime()));
      return Optional.of(caller.accountId().value().toString());
    } catch (RuntimeException rejected) {
      if (face.get().takesSignIns() && !KeyHeaders.areIn(request::getHeader)) {
        return Optional.of(clientLimits.addressOf(request).getHostAddress());
      }
      // The resource's own filters report it.
      return Optional.empty();
    }
  }
}
