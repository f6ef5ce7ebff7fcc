package io.crier.application.media;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.media.FileType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What every {@link VoiceConverter} promises, in memory or with another program. */
public interface VoiceConverterContract {

  byte[] MP3 = "ID3 a song".getBytes(ISO_8859_1);

  byte[] BROKEN = "ID3 broken".getBytes(ISO_8859_1);

  VoiceConverter converter();

  @Test
  default void convertsAudioToOpus() throws IOException {
    assertThat(converter().isAvailable()).isTrue();
    try (var voice = converter().convert("audio/mpeg", stream(MP3), 100).orElseThrow()) {
      assertThat(FileType.isOpus(voice.readAllBytes())).isTrue();
    }
  }

  @Test
  default void convertsNothingThatIsBroken() throws IOException {
    assertThat(converter().convert("audio/mpeg", stream(BROKEN), 100)).isEmpty();
  }

  @Test
  default void refusesAudioThatIsTooLong() {
    assertRefused(
        MEDIA_TOO_LARGE, () -> converter().convert("audio/mpeg", stream(MP3), MP3.length - 1));
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }
}
