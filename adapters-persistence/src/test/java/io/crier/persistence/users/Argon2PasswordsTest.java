package io.crier.persistence.users;

import static io.crier.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.users.Passwords;
import io.crier.application.users.PasswordsContract;
import io.crier.domain.RequestProblem;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class Argon2PasswordsTest implements PasswordsContract {

  private final Argon2Passwords passwords = new Argon2Passwords(4, Duration.ofSeconds(5));

  @Override
  public Passwords passwords() {
    return passwords;
  }

  @Test
  void storesParametersAndADifferentSaltEachTime() {
    var hash = passwords.hash(PASSWORD).value();

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").hasSizeLessThan(200);
    assertThat(passwords.hash(PASSWORD).value()).isNotEqualTo(hash);
    assertThat(passwords.decoy().value()).hasSameSizeAs(hash);
  }

  @Test
  void refusesWhenTooManyWait() {
    var busy = new Argon2Passwords(0, Duration.ZERO);

    assertRefused(RequestProblem.OVERLOADED, () -> busy.hash(PASSWORD));
  }
}
