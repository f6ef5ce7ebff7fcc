package io.crier.application.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link Passwords} promises. */
public interface PasswordsContract {

  String PASSWORD = "كلمة السر الطويلة جدا";

  Passwords passwords();

  @Test
  default void matchesOnlyTheSamePassword() {
    var hash = passwords().hash(PASSWORD);

    assertThat(passwords().matches(PASSWORD, hash)).isTrue();
    assertThat(passwords().matches(PASSWORD + " ", hash)).isFalse();
    assertThat(passwords().matches("", hash)).isFalse();
  }

  @Test
  default void matchesNothingWithTheDecoy() {
    assertThat(passwords().matches(PASSWORD, passwords().decoy())).isFalse();
    assertThat(passwords().matches("", passwords().decoy())).isFalse();
  }
}
