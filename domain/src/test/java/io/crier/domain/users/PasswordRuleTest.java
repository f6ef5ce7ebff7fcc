package io.crier.domain.users;

import static io.crier.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

  private static final Email EMAIL = Email.parse("fatima@clinic.example");

  @ParameterizedTest
  @ValueSource(strings = {"a quiet garden", "كلمة السر الطويلة", "𝒶𝓁𝒾𝓏𝒶𝓇𝒾𝓃𝓇𝑒𝒹1"})
  void acceptsLongPasswords(String password) {
    assertThat(PasswordRule.require(password, EMAIL)).isEqualTo(password);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elevenchars",
        "my name is Fatima!",
        "FATIMA@clinic.example",
        "PasswordPassword",
        "121212121212121212",
        "a quiet garden\0"
      })
  void refusesShortAndGuessablePasswords(String password) {
    assertRefused(UserProblem.WEAK_PASSWORD, () -> PasswordRule.require(password, EMAIL));
  }

  @Test
  void refusesOverlongPasswords() {
    PasswordRule.require("abcdefgh".repeat(16), EMAIL);

    assertRefused(
        UserProblem.WEAK_PASSWORD, () -> PasswordRule.require("abcdefgh".repeat(16) + "x", EMAIL));
    assertRefused(UserProblem.WEAK_PASSWORD, () -> PasswordRule.require(null, EMAIL));
  }
}
