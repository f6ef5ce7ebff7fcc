package io.crier.domain;

import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a text from outside must satisfy before it is stored: well-formed Unicode without NUL, which
 * every database can store and every encoder can write, of a limited length.
 *
 * @param shortest in code points
 * @param longest in code points
 * @param line whether it is a single line: not blank, and without control characters
 */
public record TextRule(int shortest, int longest, boolean line) {

  private static final int REPLACEMENT = 0xFFFD;

  /** A name, or another single line of 1 to {@code longest} characters. */
  public static TextRule line(int longest) {
    return new TextRule(1, longest, true);
  }

  /** A text of any number of lines. */
  public static TextRule text(int shortest, int longest) {
    return new TextRule(shortest, longest, false);
  }

  /** The text, if it satisfies the rule; otherwise refused with a detail that names the field. */
  public String require(String field, String text, Problem problem) {
    violation(text)
        .ifPresent(
            violation -> {
              throw new Refused(problem, field + ": " + violation);
            });
    return text;
  }

  /** The same for a text that may be absent. */
  public Optional<String> require(String field, Optional<String> text, Problem problem) {
    text.ifPresent(present -> require(field, present, problem));
    return text;
  }

  public boolean allows(String text) {
    return violation(text).isEmpty();
  }

  private Optional<String> violation(String text) {
    if (text == null) {
      return Optional.of("is required");
    }
    if (!isWellFormed(text)) {
      return Optional.of("expected well-formed Unicode without NUL");
    }
    var length = length(text);
    if (length < shortest || length > longest) {
      return Optional.of("expected " + bounds() + " characters");
    }
    if (line && text.isBlank()) {
      return Optional.of("expected " + bounds() + " characters, not only spaces");
    }
    return line && text.codePoints().anyMatch(TextRule::breaksLines)
        ? Optional.of("expected one line without control characters")
        : Optional.empty();
  }

  private String bounds() {
    return shortest == 0
        ? "at most %,d".formatted(longest)
        : "%,d to %,d".formatted(shortest, longest);
  }

  /** The length in code points. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The first characters of the text, at most this many. */
  public static String head(String text, int most) {
    return text.length() <= most || length(text) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }

  /** Whether the text has no NUL and no unpaired surrogate. */
  public static boolean isWellFormed(String text) {
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        // Only here is it worth the while to look at code points.
        return text.codePoints().noneMatch(TextRule::isUnstorable);
      }
    }
    return true;
  }

  /** The text with malformed characters replaced by the replacement character. */
  public static String repaired(String text) {
    return isWellFormed(text)
        ? text
        : text.codePoints()
            .map(codePoint -> isUnstorable(codePoint) ? REPLACEMENT : codePoint)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
  }

  private static boolean isUnstorable(int codePoint) {
    return codePoint == 0
        || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static boolean breaksLines(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }
}
