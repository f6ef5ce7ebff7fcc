package io.crier.domain.users;

import static io.crier.domain.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {

  @Test
  void ignoresCaseAndSpacesAround() {
    assertThat(Email.parse(" Fatima@Clinic.example "))
        .isEqualTo(Email.parse("fatima@clinic.example"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fatima", "@clinic", "fatima@", "a b@c", "a@b@c", "a\0@b"})
  void refusesWhatIsNoAddress(String text) {
    assertRefused(UserProblem.INVALID_EMAIL, () -> Email.parse(text));
  }
}
