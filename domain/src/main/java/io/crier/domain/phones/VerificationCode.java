package io.crier.domain.phones;

import static io.crier.domain.phones.PhoneProblem.INVALID_CODE;

import io.crier.domain.Refused;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Six digits that only the holder of the phone can read. */
public record VerificationCode(String digits) {

  private static final int HOW_MANY = 1_000_000;
  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  public VerificationCode {
    if (digits == null || !FORM.matcher(digits).matches()) {
      throw new Refused(INVALID_CODE);
    }
  }

  /** Draws a code; the generator must be cryptographically secure. */
  public static VerificationCode draw(RandomGenerator secure) {
    return new VerificationCode(String.format(Locale.ROOT, "%06d", secure.nextInt(HOW_MANY)));
  }

  @Override
  public String toString() {
    return "VerificationCode";
  }
}
