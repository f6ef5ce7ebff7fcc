package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.domain.Refused;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the name of an uploaded file in each form that clients use. */
final class Filenames {

  private static final Pattern EXTENDED = Pattern.compile("(?i)(utf-8|iso-8859-1)'[^']*'([^']*)");

  private Filenames() {}

  /**
   * @param parameters those of the part's {@code Content-Disposition}
   */
  static Optional<String> of(Map<String, String> parameters) {
    // Clients that send both have a legible name only in the extended one.
    return Optional.ofNullable(parameters.get("filename*"))
        .map(Filenames::decode)
        .or(() -> Optional.ofNullable(parameters.get("filename")).map(Filenames::unescape));
  }

  /** The extended form of RFC 8187, which .NET and older Python clients send. */
  private static String decode(String value) {
    var extended = EXTENDED.matcher(value);
    if (!extended.matches()) {
      throw malformed();
    }
    var charset = extended.group(1).equalsIgnoreCase("utf-8") ? UTF_8 : ISO_8859_1;
    try {
      return URLDecoder.decode(extended.group(2).replace("+", "%2B"), charset);
    } catch (IllegalArgumentException e) {
      throw malformed();
    }
  }

  /** Browsers escape these characters and no others, not even the percent sign. */
  private static String unescape(String value) {
    return value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
  }

  private static Refused malformed() {
    return new Refused(INVALID_REQUEST, "the filename* of a part is malformed");
  }
}
