package io.crier.domain.sessions;

import static io.crier.domain.sessions.SessionProblem.INVALID_PHONE_NUMBER;

import io.crier.domain.Refused;
import java.util.regex.Pattern;

/** A phone number in E.164 form, such as {@code +966501234567}. */
public record PhoneNumber(String value) {

  private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{6,14}");

  public PhoneNumber {
    if (value == null || !E164.matcher(value).matches()) {
      throw new Refused(INVALID_PHONE_NUMBER);
    }
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
