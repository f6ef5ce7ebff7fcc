package io.crier.rest.door;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the headers of content negotiation before JAX-RS reads them: it fails on some malformed
 * ones, and logs a stack trace for others.
 */
final class MediaTypeHeaders {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN);
  private static final Pattern LANGUAGE = Pattern.compile("\\*|[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");
  private static final Pattern PARAMETER =
      Pattern.compile("(" + TOKEN + ")=(" + TOKEN + "|\"[^\"\\\\]*\")");
  private static final Pattern WEIGHT = Pattern.compile("0(\\.\\d*)?|\\.\\d+|1(\\.0*)?");

  /** What most clients send. */
  private static final Set<String> USUAL =
      Set.of("application/json", "application/json; charset=utf-8", "*/*", "application/json, */*");

  private MediaTypeHeaders() {}

  /** The problem of malformed headers. */
  static Optional<HttpProblem> problem(HttpServletRequest request) {
    return problem(
        Collections.list(request.getHeaders(HttpHeaders.CONTENT_TYPE)),
        Collections.list(request.getHeaders(HttpHeaders.ACCEPT)),
        Collections.list(request.getHeaders(HttpHeaders.ACCEPT_LANGUAGE)));
  }

  static Optional<HttpProblem> problem(
      List<String> contentTypes, List<String> accepts, List<String> languages) {
    if (contentTypes.size() > 1 || !contentTypes.stream().allMatch(MediaTypeHeaders::isType)) {
      return Optional.of(HttpProblem.UNSUPPORTED_MEDIA_TYPE);
    }
    return accepts.stream().allMatch(MediaTypeHeaders::isAccept)
            && languages.stream().allMatch(list -> isList(list, MediaTypeHeaders::isLanguage))
        ? Optional.empty()
        : Optional.of(HttpProblem.BAD_REQUEST);
  }

  private interface Check {
    boolean passes(String name);
  }

  private static boolean isAccept(String header) {
    return USUAL.contains(header) || isList(header, MediaTypeHeaders::isRange);
  }

  private static boolean isRange(String name) {
    return name.equals("*") || TYPE.matcher(name).matches();
  }

  private static boolean isLanguage(String name) {
    return LANGUAGE.matcher(name).matches();
  }

  private static boolean isList(String header, Check check) {
    return header.isBlank()
        || Stream.of(header.split(",", -1))
            .map(element -> element.split(";"))
            .allMatch(
                element ->
                    element.length > 0
                        && check.passes(element[0].strip())
                        && parameters(element).allMatch(MediaTypeHeaders::isAcceptParameter));
  }

  private static boolean isAcceptParameter(String text) {
    var parameter = PARAMETER.matcher(text);
    return parameter.matches()
        && (!parameter.group(1).equalsIgnoreCase("q")
            || WEIGHT.matcher(parameter.group(2)).matches());
  }

  private static boolean isType(String header) {
    if (header.equals("application/json")) {
      return true;
    }
    var parts = header.split(";");
    return parts.length > 0
        && TYPE.matcher(parts[0].strip()).matches()
        && !parts[0].contains("*")
        && parameters(parts).allMatch(MediaTypeHeaders::isTypeParameter);
  }

  private static boolean isTypeParameter(String text) {
    var parameter = PARAMETER.matcher(text);
    return parameter.matches()
        && (!parameter.group(1).equalsIgnoreCase("charset")
            || isCharset(parameter.group(2).replace("\"", "")));
  }

  private static boolean isCharset(String name) {
    try {
      return Charset.isSupported(name);
    } catch (IllegalArgumentException notAName) {
      return false;
    }
  }

  private static Stream<String> parameters(String... parts) {
    return Stream.of(parts).skip(1).map(String::strip).filter(text -> !text.isEmpty());
  }
}
