package io.crier.rest.door;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_AUTHORIZATION;
import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyHeadersTest {

  private static final String BEARER = "Authorization";
  private static final String API_KEY = "X-Api-Key";

  @Test
  void readsTheKeyFromEitherHeader() {
    assertThat(KeyHeaders.any(Map.of(BEARER, "Bearer crl_x")::get)).isEqualTo("crl_x");
    assertThat(KeyHeaders.any(Map.of(API_KEY, " crl_y ")::get)).isEqualTo("crl_y");
    assertThat(KeyHeaders.bearer(Map.of(BEARER, "Bearer crl_x")::get)).isEqualTo("crl_x");
    assertThat(KeyHeaders.apiKey(Map.of(API_KEY, "crl_y")::get)).isEqualTo("crl_y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer crl_x", "BEARER crl_x", "bEaReR  crl_x "})
  void readsTheSchemeInAnyCase(String header) {
    assertThat(KeyHeaders.any(Map.of(BEARER, header)::get)).isEqualTo("crl_x");
  }

  @Test
  void requiresAKey() {
    assertRefused(MISSING_AUTHORIZATION, () -> KeyHeaders.any(Map.<String, String>of()::get));
    assertRefused(MISSING_AUTHORIZATION, () -> KeyHeaders.bearer(Map.of(API_KEY, "crl_y")::get));
    assertRefused(
        MISSING_AUTHORIZATION, () -> KeyHeaders.apiKey(Map.of(BEARER, "Bearer crl_x")::get));
  }

  @Test
  void namesOnlyTheHeadersThatTheFaceReads() {
    var none = Map.<String, String>of();

    assertThatThrownBy(() -> KeyHeaders.bearer(none::get))
        .hasMessage("an API key is required: Authorization: Bearer crl_…");
    assertThatThrownBy(() -> KeyHeaders.apiKey(none::get))
        .hasMessage("an API key is required: X-Api-Key: crl_…");
    assertThatThrownBy(() -> KeyHeaders.any(none::get))
        .hasMessage("an API key is required: Authorization: Bearer crl_… or X-Api-Key: crl_…");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "crl_x", "Basic Y3JsX3g=", "Bearer a b"})
  void rejectsOtherAuthorization(String header) {
    assertRefused(
        INVALID_AUTHORIZATION, () -> KeyHeaders.any(Map.of(BEARER, header, API_KEY, "crl_y")::get));
  }
}
