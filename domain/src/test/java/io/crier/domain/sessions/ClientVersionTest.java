package io.crier.domain.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientVersionTest {

  @Test
  void comparesNumbersRatherThanText() {
    assertThat(
            Stream.of("2.3000.1043857760", "2.3000.999", "10.0.0", "2.2999.2000000000")
                .map(ClientVersion::new)
                .sorted()
                .map(ClientVersion::value))
        .containsExactly("2.2999.2000000000", "2.3000.999", "2.3000.1043857760", "10.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2.3000", "2.3000.1.1", "2.3000.x", "2.3000.-1", "2.3000.9999999999999"})
  void isThreeNumbers(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ClientVersion(value));
  }
}
