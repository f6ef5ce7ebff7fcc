package io.crier.rest.door;

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
import java.util.regex.Pattern;
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

  private static final Pattern PLAIN_PATH =
      Pattern.compile("(/(?!\\.)[A-Za-z0-9._~@:+=&,!$'()*-]+)+/?");
  private static final Pattern PLAIN_QUERY = Pattern.compile("[A-Za-z0-9._~@:+=&,-]*");

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

  /**
   * Whether a request can be dispatched once more. Liberty decodes its URL for that, and fails if
   * the result is none: such a request keeps its thread while it is received.
   *
   * @param path decoded
   * @param query as it was sent; null if there is none
   */
  static boolean canBeDispatched(String path, String query) {
    return PLAIN_PATH.matcher(path).matches()
        && (query == null || PLAIN_QUERY.matcher(query).matches());
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
      var caller = authenticate.authenticate(face.get().key(request::getHeader));
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
