package io.crier.application.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Converts audio to what WhatsApp plays as a voice message: Opus in Ogg. Slow: never use it inside
 * a unit of work.
 */
public interface VoiceConverter {

  /** Whether this server can convert audio. */
  boolean isAvailable();

  /**
   * The same audio as a voice message, which the caller closes; empty if it cannot be converted.
   * Refused with {@code OVERLOADED} while too many others are converted.
   *
   * @param mimeType as found in its first bytes
   * @param most the maximum number of bytes to read; longer audio is refused
   */
  Optional<InputStream> convert(String mimeType, InputStream audio, long most) throws IOException;
}
