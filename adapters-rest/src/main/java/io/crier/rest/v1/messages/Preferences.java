package io.crier.rest.v1.messages;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parses {@code Prefer} headers (RFC 7240). */
final class Preferences {

  static final String HEADER = "Prefer";
  static final String APPLIED = "Preference-Applied";

  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?0*([1-9]\\d{0,8})\"?");
  private static final int MAX_SECONDS = 30;

  private Preferences() {}

  /** How long to wait, at most 30 s; an invalid preference is ignored. */
  static Optional<Duration> timeout(List<String> headers) {
    return headers == null
        ? Optional.empty()
        : headers.stream()
            .flatMap(header -> Stream.of(header.split(",")))
            .map(
                preference ->
                    WAIT.matcher(preference.split(";")[0].strip().toLowerCase(Locale.ROOT)))
            .filter(Matcher::matches)
            .map(wait -> Math.min(Integer.parseInt(wait.group(1)), MAX_SECONDS))
            .map(Duration::ofSeconds)
            .findFirst();
  }
}
