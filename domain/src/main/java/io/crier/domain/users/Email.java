package io.crier.domain.users;

import static io.crier.domain.users.UserProblem.INVALID_EMAIL;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import java.util.Locale;
import java.util.regex.Pattern;

/** An email address, in lower case, as people sign in with it. */
public record Email(String value) {

  /** How long an address is. */
  public static final TextRule LENGTH = TextRule.text(3, 254);

  private static final Pattern FORM =
      Pattern.compile("[^\\s@\\p{Cntrl}\\p{Cs}]{1,64}@[^\\s@\\p{Cntrl}\\p{Cs}]+");

  /** Parses an address as a person types it; refused if it cannot be one. */
  public static Email parse(String text) {
    if (text == null) {
      throw new Refused(INVALID_EMAIL);
    }
    var email = text.strip().toLowerCase(Locale.ROOT);
    if (!LENGTH.allows(email) || !FORM.matcher(email).matches()) {
      throw new Refused(INVALID_EMAIL);
    }
    return new Email(email);
  }

  /** The part before the {@code @}. */
  public String local() {
    return value.substring(0, value.indexOf('@'));
  }

  /** The part after the {@code @}. */
  public String domain() {
    return value.substring(value.indexOf('@') + 1);
  }
}
