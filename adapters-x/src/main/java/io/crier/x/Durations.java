package io.crier.x;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Parses durations such as {@code PT5S}, {@code 5s}, {@code 30m} and {@code 2h}. */
final class Durations {

  private static final Pattern SHORT = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)?");

  private Durations() {}

  static Duration parse(String text) {
    var normalized = text.strip().toLowerCase(Locale.ROOT);
    var matcher = SHORT.matcher(normalized);
    try {
      return matcher.matches()
          ? of(Long.parseLong(matcher.group(1)), matcher.group(2))
          : Duration.parse(normalized);
    } catch (DateTimeParseException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "a duration is written 5s, 30m, 2h or PT5S, not " + text, e);
    }
  }

  private static Duration of(long amount, String unit) {
    return switch (unit == null ? "s" : unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofSeconds(amount);
    };
  }
}
