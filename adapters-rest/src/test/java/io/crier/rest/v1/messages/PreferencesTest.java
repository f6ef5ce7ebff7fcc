package io.crier.rest.v1.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {

  @ParameterizedTest
  @CsvSource({
    "wait=15, 15",
    "wait=1, 1",
    "Wait = 30, 30",
    "wait=\"7\", 7",
    "wait=31, 30",
    "wait=999999999, 30",
    "wait=15;foo=bar, 15"
  })
  void readsWaitUpToThirtySeconds(String header, int seconds) {
    assertThat(Preferences.timeout(List.of(header))).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wait", "wait=0", "wait=-1", "wait=soon", "wait=1.5", "await=3"})
  void ignoresInvalidPreference(String header) {
    assertThat(Preferences.timeout(List.of(header))).isEmpty();
  }

  @Test
  void findsWaitAmongOtherPreferences() {
    assertThat(Preferences.timeout(List.of("return=minimal", "respond-async, wait=5")))
        .contains(Duration.ofSeconds(5));
    assertThat(Preferences.timeout(null)).isEmpty();
  }
}
