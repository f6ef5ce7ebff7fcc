package io.crier.domain.media;

import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaFileTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "audio/ogg; codecs=opus",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "text/plain;charset=\"utf-8\""
      })
  void keepsAValidType(String type) {
    assertThat(of(type).mimeType()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "image",
        "image/",
        "/png",
        "image/png;",
        "a b/c",
        "image/png\r\nX-Other: 1",
        "image/png\n1"
      })
  void replacesAnInvalidTypeByOctetStream(String type) {
    assertThat(of(type).mimeType()).isEqualTo("application/octet-stream");
  }

  @Test
  void replacesAMissingTypeByOctetStream() {
    assertThat(of(null).mimeType()).isEqualTo("application/octet-stream");
  }

  private static MediaFile of(String type) {
    return new MediaFile(MediaId.next(NOON), type, 1, "ab".repeat(32));
  }
}
