package io.crier.domain.sessions;

import static io.crier.domain.sessions.SessionProblem.INVALID_PHONE_NUMBER;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** A phone number in E.164 form, such as {@code +966501234567}. */
public record PhoneNumber(String value) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  /** Spaces, dots, dashes, and the invisible marks that numbers copied from Arabic text contain. */
  private static final Pattern SEPARATORS =
      Pattern.compile(
          "[\\s.\\u00A0\\u202F\\-\\u2010-\\u2015\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

  /** The brackets around an area code. */
  private static final Pattern BRACKETS = Pattern.compile("\\(([1-9]\\d*)\\)");

  private static final Pattern PREFIX = Pattern.compile("^(?:\\+|00)?");
  private static final Pattern TWO_FORMS = Pattern.compile("\\+5[245]");
  private static final int LONGEST_TEXT = 64;

  public PhoneNumber {
    if (value == null || !E164.matcher(value).matches()) {
      throw new Refused(INVALID_PHONE_NUMBER);
    }
  }

  /**
   * Reads an international number as people write it: after {@code +}, {@code 00} or neither, with
   * spaces, dots, dashes and brackets. The country code is never guessed.
   */
  public static PhoneNumber parse(String text) {
    if (text == null || text.length() > LONGEST_TEXT) {
      throw new Refused(INVALID_PHONE_NUMBER);
    }
    if (E164.matcher(text).matches()) {
      return new PhoneNumber(text);
    }
    var joined = SEPARATORS.matcher(text).replaceAll("");
    var digits = BRACKETS.matcher(joined).replaceFirst("$1");
    return new PhoneNumber(PREFIX.matcher(digits).replaceFirst("+"));
  }

  /**
   * Whether people write it with one digit more or less than WhatsApp may do: a number of Brazil,
   * Mexico or Argentina. Which two numbers are the same is never guessed.
   */
  public boolean mayHaveTwoForms() {
    return TWO_FORMS.matcher(value).lookingAt();
  }

  /** The number without its plus sign. */
  public String digits() {
    return value.substring(1);
  }

  /** Its digits with only the first two and the last four readable. */
  public String masked() {
    var hidden = digits().length() - 6;
    return digits().substring(0, 2) + "*".repeat(hidden) + digits().substring(2 + hidden);
  }
}
