package io.crier.rest.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "120, PT2M",
    "' 7 ', PT7S",
    "0030, PT30S",
    "3599, PT59M59S",
    "3600, PT1H",
    "3601, PT1H",
    "86400, PT1H",
    "99999999999999999999999999, PT1H",
    "00000000000000000000000005, PT5S"
  })
  void readsSecondsUpToAnHour(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOON)).contains(wait);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 21 Nov 2026 12:00:30 GMT | PT30S",
        "Saturday, 21-Nov-26 12:05:00 GMT | PT5M",
        "Sat, 21 Nov 2026 13:00:01 GMT | PT1H",
        "Fri, 31 Dec 9999 23:59:59 GMT | PT1H",
      })
  void readsDatesUpToAnHour(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOON)).contains(wait);
  }

  @Test
  void treatsPastDateAsNow() {
    assertThat(RetryAfter.parse("Sat, 21 Nov 2026 11:59:59 GMT", NOON)).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+5",
        "1.5",
        "1e3",
        "5s",
        "soon",
        "0x10",
        "٣٠",
        "5, 10",
        "\0",
        "2026-11-21T12:00:30Z",
        "Sat, 32 Nov 2026 12:00:30 GMT",
        "Sat, 21 Nov 2026 25:00:00 GMT"
      })
  void ignoresInvalidHeader(String header) {
    assertThat(RetryAfter.parse(header, NOON)).isEmpty();
  }
}
