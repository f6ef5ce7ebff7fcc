package io.crier.rest.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.sending.Outgoing.FileSource;
import io.crier.domain.Refused;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSourcesTest {

  @Test
  void readsAUrl() {
    assertThat(FileSources.of("https://example.com/door.jpg", null))
        .isEqualTo(new FileSource.AtUrl(URI.create("https://example.com/door.jpg")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:text/plain;base64,aGVsbG8=",
        "data:text/plain;charset=utf-8;base64,aGVsbG8=",
        "data:text/plain;base64,aGVs\r\nbG8=\r\n",
        "data:text/plain;base64, aGVs\tbG8",
      })
  void readsBase64WithAndWithoutLineBreaks(String data) {
    assertThat(FileSources.of(null, data))
        .isInstanceOfSatisfying(
            FileSource.Inline.class,
            inline -> {
              assertThat(US_ASCII.decode(inline.bytes()).toString()).isEqualTo("hello");
              assertThat(inline.claimedType()).hasValue("text/plain");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'aGVsbG8=', expected a data URI",
    "'data:text/plain,hello', expected a data URI",
    "'data:text/plain;base64,a%%%', is not Base64",
    "'data:text/plain;base64,a', is not Base64",
  })
  void tellsWhatIsWrongWithOtherData(String data, String reason) {
    assertThatThrownBy(() -> FileSources.of(null, data))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(reason);
  }
}
