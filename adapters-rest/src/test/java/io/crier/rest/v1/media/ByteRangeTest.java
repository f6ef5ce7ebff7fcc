package io.crier.rest.v1.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, bytes 0-9/100",
    "bytes=99-, bytes 99-99/100",
    "bytes=90-500, bytes 90-99/100",
    "bytes=-10, bytes 90-99/100",
    "bytes=-500, bytes 0-99/100",
    "Bytes=0-, bytes 0-99/100",
    "bytes= 5 - 7, bytes 5-7/100"
  })
  void readsOneRange(String header, String contentRange) {
    var range = ByteRange.of(header, 100).orElseThrow();

    assertThat(range.isSatisfiable()).isTrue();
    assertThat(range.of(100)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"})
  void recognizesRangesBeyondTheEnd(String header) {
    var range = ByteRange.of(header, 100).orElseThrow();

    assertThat(range.isSatisfiable()).isFalse();
    assertThat(range.of(100)).isEqualTo("bytes */100");
  }

  @Test
  void cannotSatisfyARangeOfAnEmptyFile() {
    assertThat(ByteRange.of("bytes=0-", 0).orElseThrow().isSatisfiable()).isFalse();
    assertThat(ByteRange.of("bytes=-5", 0).orElseThrow().isSatisfiable()).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=0-1", "x"})
  void ignoresWhatIsNotOneRange(String header) {
    assertThat(ByteRange.of(header, 100)).isEmpty();
  }
}
