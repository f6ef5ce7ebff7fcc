package io.crier.rest.v1;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_AUTHORIZATION;
import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class V1Test {

  @Test
  void readsTheKeyFromEitherHeader() {
    assertThat(V1.key(Optional.of("Bearer crl_x"), Optional.empty())).isEqualTo("crl_x");
    assertThat(V1.key(Optional.empty(), Optional.of("crl_y"))).isEqualTo("crl_y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer crl_x", "BEARER crl_x", "bEaReR  crl_x "})
  void readsTheSchemeInAnyCase(String header) {
    assertThat(V1.key(Optional.of(header), Optional.empty())).isEqualTo("crl_x");
  }

  @Test
  void requiresAKey() {
    assertRefused(MISSING_AUTHORIZATION, () -> V1.key(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "crl_x", "Basic Y3JsX3g=", "Bearer a b"})
  void rejectsOtherAuthorization(String header) {
    assertRefused(INVALID_AUTHORIZATION, () -> V1.key(Optional.of(header), Optional.of("crl_y")));
  }
}
