package io.crier.rest.door;

import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_AUTHORIZATION;
import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;

import io.crier.domain.Refused;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads API keys from the headers of requests; each method refuses a request without one. */
public final class KeyHeaders {

  private static final String USUAL_SCHEME = "Bearer ";
  private static final Characters USUAL_KEY = Characters.lettersDigitsAnd("_");
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([!-~]+) *");

  private KeyHeaders() {}

  /** Whether the request has one of the headers, with a key or not. */
  static boolean areIn(UnaryOperator<String> headers) {
    return headers.apply(HttpHeaders.AUTHORIZATION) != null || headers.apply("X-Api-Key") != null;
  }

  /** The key in {@code Authorization: Bearer}. */
  public static String bearer(UnaryOperator<String> headers) {
    var authorization =
        Optional.ofNullable(headers.apply(HttpHeaders.AUTHORIZATION))
            .orElseThrow(KeyHeaders::missingBearer);
    var usual =
        authorization.startsWith(USUAL_SCHEME)
            ? authorization.substring(USUAL_SCHEME.length())
            : "";
    if (!usual.isEmpty() && USUAL_KEY.makeUp(usual)) {
      return usual;
    }
    var bearer = BEARER.matcher(authorization);
    if (!bearer.matches()) {
      throw new Refused(INVALID_AUTHORIZATION);
    }
    return bearer.group(1);
  }

  /** The key in a header of its own. */
  public static String apiKey(UnaryOperator<String> headers) {
    return Optional.ofNullable(headers.apply("X-Api-Key"))
        .map(String::strip)
        .orElseThrow(() -> missing("X-Api-Key: crl_…"));
  }

  /** The key in either header; {@code Authorization} comes first. */
  public static String any(UnaryOperator<String> headers) {
    if (!areIn(headers)) {
      throw new Refused(MISSING_AUTHORIZATION);
    }
    return headers.apply(HttpHeaders.AUTHORIZATION) == null ? apiKey(headers) : bearer(headers);
  }

  /** The refusal of a request without {@code Authorization}. */
  public static Refused missingBearer() {
    return missing("Authorization: Bearer crl_…");
  }

  private static Refused missing(String header) {
    return new Refused(MISSING_AUTHORIZATION, "an API key is required: " + header);
  }
}
