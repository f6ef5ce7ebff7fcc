package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLogTest {

  @Test
  void keepsValidIdOfTheCaller() {
    assertThat(RequestLog.requestId("shop-42:order.7")).isEqualTo("shop-42:order.7");
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"short", "with space in it", "line\nbreaks-in-it", "<script>alert"})
  void replacesInvalidId(String given) {
    assertThat(UUID.fromString(RequestLog.requestId(given))).isNotNull();
  }

  @Test
  void replacesTooLongId() {
    assertThat(RequestLog.requestId("x".repeat(129))).hasSize(36);
  }
}
