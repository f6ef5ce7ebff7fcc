package io.crier.rest.door;

import static io.crier.domain.users.UserProblem.CSRF_TOKEN_INVALID;
import static io.crier.domain.users.UserProblem.INSECURE_CONNECTION;

import io.crier.application.users.Client;
import io.crier.domain.Refused;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.SignIn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The cookie that keeps a browser signed in. It is {@code __Host-crier} and needs https; on
 * localhost, where http is as safe, it is {@code crier-local}, and elsewhere too if the operator
 * allows it. Whatever a request with a cookie changes needs a second secret, which other sites
 * cannot know, in a header, which they cannot send.
 */
@ApplicationScoped
public class SignInCookies {

  private static final String SECURE = "__Host-crier";
  private static final String LOCAL = "crier-local";
  private static final String DEPARTURE = "-departure";
  private static final Duration LONGEST_DEPARTURE = Duration.ofMinutes(10);
  private static final String CSRF_HEADER = "X-CSRF-Token";
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ClientLimits clientLimits;
  private final SignIn.Lifetime lifetime;
  private final boolean insecureAllowed;
  private final Optional<String> publicOrigin;

  /** For the proxy. */
  protected SignInCookies() {
    this(null, null, false, Optional.empty());
  }

  @Inject
  SignInCookies(
      ClientLimits clientLimits,
      SignIn.Lifetime lifetime,
      @ConfigProperty(name = "crier.sign-in.insecure", defaultValue = "false")
          boolean insecureAllowed,
      @ConfigProperty(name = "crier.public-url") Optional<String> publicUrl) {
    this.clientLimits = clientLimits;
    this.lifetime = lifetime;
    this.insecureAllowed = insecureAllowed;
    this.publicOrigin = publicUrl.map(SignInCookies::origin);
  }

  /** From where somebody signs in. */
  public Client client(HttpServletRequest request) {
    return new Client(
        clientLimits.addressOf(request).getHostAddress(),
        Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)).orElse(""));
  }

  /** Refuses a request to sign in that others could read, or that another site sends. */
  public void requireTrustworthy(HttpServletRequest request) {
    name(request).orElseThrow(() -> new Refused(INSECURE_CONNECTION));
    requireSameOrigin(request);
  }

  /** Refuses a visit with which somebody begins to sign in, if another site sends them. */
  public void requireOwnVisit(HttpServletRequest request) {
    name(request).orElseThrow(() -> new Refused(INSECURE_CONNECTION));
    var site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site"));
    if (site.filter(it -> !it.equals("same-origin") && !it.equals("none")).isPresent()) {
      throw new Refused(CSRF_TOKEN_INVALID);
    }
  }

  /** The value of {@code Set-Cookie} after signing in. */
  public String set(HttpServletRequest request, SecretToken token) {
    return cookie(request, "", token.value(), lifetime.longest());
  }

  /** The value of {@code Set-Cookie} after signing out. */
  public String clear(HttpServletRequest request) {
    return cookie(request, "", "", Duration.ZERO);
  }

  /** The value of {@code Set-Cookie} while somebody signs in elsewhere. */
  public String setDeparture(HttpServletRequest request, String value) {
    return cookie(request, DEPARTURE, value, LONGEST_DEPARTURE);
  }

  /** The value of {@code Set-Cookie} once they are back. */
  public String clearDeparture(HttpServletRequest request) {
    return cookie(request, DEPARTURE, "", Duration.ZERO);
  }

  /** What the browser has kept while somebody signed in elsewhere. */
  public Optional<String> departure(HttpServletRequest request) {
    return value(request, DEPARTURE);
  }

  /** The token that the browser has, unless others could have read it. */
  Optional<SecretToken> token(HttpServletRequest request) {
    return value(request, "").flatMap(SecretToken::parse);
  }

  private Optional<String> value(HttpServletRequest request, String suffix) {
    var name = name(request).map(it -> it + suffix);
    return Stream.ofNullable(request.getCookies())
        .flatMap(Stream::of)
        .filter(cookie -> name.filter(cookie.getName()::equals).isPresent())
        .map(Cookie::getValue)
        .findFirst();
  }

  /** The secret that requests with this token need to change something. */
  public static String csrfToken(SecretToken token) {
    return token.derive("csrf");
  }

  /** Refuses a request that would change something and may come from another site. */
  void requireOwnRequest(HttpServletRequest request, SecretToken token) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return;
    }
    requireSameOrigin(request);
    var given = Optional.ofNullable(request.getHeader(CSRF_HEADER)).orElse("");
    if (!MessageDigest.isEqual(bytes(given), bytes(csrfToken(token)))) {
      throw new Refused(CSRF_TOKEN_INVALID);
    }
  }

  /** Browsers say where a request comes from; programs need not. */
  private void requireSameOrigin(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    var origin = request.getHeader("Origin");
    var same = site != null ? site.equals("same-origin") : origin == null || isOwn(origin, request);
    if (!same) {
      throw new Refused(CSRF_TOKEN_INVALID);
    }
  }

  private boolean isOwn(String origin, HttpServletRequest request) {
    var scheme = clientLimits.isSecure(request) ? "https" : "http";
    return origin.equalsIgnoreCase(scheme + "://" + request.getHeader(HttpHeaders.HOST))
        || publicOrigin.filter(origin::equalsIgnoreCase).isPresent();
  }

  private String cookie(HttpServletRequest request, String suffix, String value, Duration age) {
    var name = name(request).orElse(SECURE);
    return name
        + suffix
        + "="
        + value
        + "; Path=/; Max-Age="
        + age.toSeconds()
        + "; HttpOnly; SameSite=Lax"
        + (name.equals(SECURE) ? "; Secure" : "");
  }

  /** The name of the cookie on this connection; empty if it is not safe enough for one. */
  private Optional<String> name(HttpServletRequest request) {
    if (clientLimits.isSecure(request)) {
      return Optional.of(SECURE);
    }
    return insecureAllowed || isLocal(request) ? Optional.of(LOCAL) : Optional.empty();
  }

  /** A proxy that nobody trusts may be anywhere, whatever host it asks for. */
  private static boolean isLocal(HttpServletRequest request) {
    var host = Optional.ofNullable(request.getHeader(HttpHeaders.HOST)).orElse("");
    return request.getHeader("X-Forwarded-For") == null
        && request.getHeader("X-Forwarded-Proto") == null
        && LOCAL_HOSTS.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }

  private static String origin(String url) {
    var uri = URI.create(url);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
