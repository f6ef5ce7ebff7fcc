package io.crier.x;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "5s, PT5S",
    "5, PT5S",
    "500ms, PT0.5S",
    "30m, PT30M",
    "2H, PT2H",
    "1d, PT24H",
    "PT1M30S, PT90S",
    "pt15m, PT15M"
  })
  void readsShortAndLongForms(String text, String expected) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.parse(expected));
  }

  @Test
  void rejectsTextThatIsNotADuration() {
    assertThatThrownBy(() -> Durations.parse("soon"))
        .hasMessage("a duration is written 5s, 30m, 2h or PT5S, not soon");
  }
}
