package io.crier.application.media;

import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.crier.domain.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Converts everything to the same voice message, unless it says that it is broken. */
public final class InMemoryVoiceConverter implements VoiceConverter {

  public static final byte[] VOICE =
      ("OggS\0\2" + "\0".repeat(20) + "\1\23OpusHead").getBytes(ISO_8859_1);

  private final boolean available;

  public InMemoryVoiceConverter(boolean available) {
    this.available = available;
  }

  @Override
  public boolean isAvailable() {
    return available;
  }

  @Override
  public Optional<InputStream> convert(String mimeType, InputStream audio, long most)
      throws IOException {
    var bytes = audio.readNBytes((int) most + 1);
    if (bytes.length > most) {
      throw new Refused(MEDIA_TOO_LARGE);
    }
    return Optional.<InputStream>of(new ByteArrayInputStream(VOICE))
        .filter(it -> !new String(bytes, ISO_8859_1).contains("broken"));
  }
}
