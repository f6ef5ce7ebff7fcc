package io.crier.rest;

import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_AUTHORIZATION;
import static io.crier.domain.apikeys.ApiKeyProblem.MISSING_AUTHORIZATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.domain.Refused;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.PathSegment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

  @Test
  void aKeyComesInEitherHeader() {
    assertThat(Authentication.keyIn(Optional.of("Bearer crl_x"), Optional.empty()))
        .isEqualTo("crl_x");
    assertThat(Authentication.keyIn(Optional.empty(), Optional.of("crl_y"))).isEqualTo("crl_y");
  }

  @Test
  void withoutAKeyTheCallerIsToldHowToSendOne() {
    var refused =
        catchThrowableOfType(
            Refused.class, () -> Authentication.keyIn(Optional.empty(), Optional.empty()));

    assertThat(refused.problem()).isEqualTo(MISSING_AUTHORIZATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer", "Bearer ", "crl_x", "Basic Y3JsX3g=", "Bearer a b"})
  void anotherAuthorizationIsRefused(String header) {
    var refused =
        catchThrowableOfType(
            Refused.class, () -> Authentication.keyIn(Optional.of(header), Optional.of("crl_y")));

    assertThat(refused.problem()).isEqualTo(INVALID_AUTHORIZATION);
  }

  @Test
  void theApiAndTheSimulatorAreGuarded() {
    assertThat(Authentication.isGuarded(path("v1", "account"))).isTrue();
    assertThat(Authentication.isGuarded(path("v1"))).isTrue();
    assertThat(Authentication.isGuarded(path("simulator", "sessions"))).isTrue();
    assertThat(Authentication.isGuarded(path("v10"))).isFalse();
    assertThat(Authentication.isGuarded(path("health", "live"))).isFalse();
    assertThat(Authentication.isGuarded(path())).isFalse();
  }

  private static List<PathSegment> path(String... segments) {
    return Stream.of(segments).map(Segment::new).collect(Collectors.toList());
  }

  private record Segment(String getPath) implements PathSegment {
    @Override
    public MultivaluedMap<String, String> getMatrixParameters() {
      return new MultivaluedHashMap<>();
    }
  }
}
