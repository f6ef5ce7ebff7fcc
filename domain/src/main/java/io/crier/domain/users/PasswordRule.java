package io.crier.domain.users;

import static io.crier.domain.users.UserProblem.WEAK_PASSWORD;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a new password must satisfy: long rather than complicated, and not easy to guess. */
public final class PasswordRule {

  /** How long new passwords are. */
  public static final TextRule LENGTH = TextRule.text(12, 128);

  private static final TextRule ANY = TextRule.text(1, LENGTH.longest());

  private static final int FEWEST_DIFFERENT = 5;
  private static final int SHORTEST_NAME = 4;

  /** The worst ones that are long enough, without what repeats a few characters. */
  private static final Set<String> WORST =
      Set.of(
          "123456789012",
          "1234567890123",
          "12345678901234",
          "123456789012345",
          "1234567890123456",
          "12345678987654321",
          "0123456789012",
          "098765432109",
          "1q2w3e4r5t6y",
          "1q2w3e4r5t6y7u",
          "1q2w3e4r5t6y7u8i",
          "1qaz2wsx3edc",
          "1qaz2wsx3edc4rfv",
          "abcdefghijkl",
          "abcdefghijklm",
          "abcdefghijklmnop",
          "abcd12345678",
          "administrator",
          "administrator1",
          "changeme1234",
          "changemeplease",
          "correcthorsebatterystaple",
          "iloveyou1234",
          "iloveyouforever",
          "letmein12345",
          "letmeinletmein",
          "password1234",
          "password12345",
          "password123456",
          "passwordpassword",
          "qazwsxedcrfv",
          "qwerty123456",
          "qwertyqwerty",
          "qwertyuiop12",
          "qwertyuiop123",
          "qwertyuiopas",
          "qwertyuiopasdf",
          "qwertyuiopasdfgh",
          "qwertyuiop[]",
          "thisisapassword",
          "welcome12345",
          "welcometocrier");

  private PasswordRule() {}

  /** The password, if it is good enough for this user; refused with the reason otherwise. */
  public static String require(String password, Email email) {
    violation(password, email)
        .ifPresent(
            violation -> {
              throw new Refused(WEAK_PASSWORD, "password: " + violation);
            });
    return password;
  }

  /** Whether a password can be right at all, so that hashing it is worth the effort. */
  public static boolean isPossible(String password) {
    return password != null && ANY.allows(password);
  }

  private static Optional<String> violation(String password, Email email) {
    if (!LENGTH.allows(password)) {
      return Optional.of(
          "expected %d to %d characters".formatted(LENGTH.shortest(), LENGTH.longest()));
    }
    var plain = password.toLowerCase(Locale.ROOT);
    if (plain.contains(email.value())
        || email.local().length() >= SHORTEST_NAME && plain.contains(email.local())) {
      return Optional.of("must not contain the email address");
    }
    return plain.chars().distinct().count() < FEWEST_DIFFERENT || WORST.contains(plain)
        ? Optional.of("is one of the first that anybody would guess")
        : Optional.empty();
  }
}
