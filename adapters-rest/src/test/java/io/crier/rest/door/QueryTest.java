package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.domain.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @Test
  void readsFlags() {
    assertThat(Query.flag("forEveryone", "true")).isTrue();
    assertThat(Query.flag("forEveryone", "false")).isFalse();
    assertThat(Query.flag("forEveryone", null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAA", "TRUE", "1", "yes"})
  void refusesFlagsThatAreNeitherTrueNorFalse(String text) {
    assertThatThrownBy(() -> Query.flag("forEveryone", text))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(INVALID_REQUEST))
        .hasMessageContaining("forEveryone");
  }
}
