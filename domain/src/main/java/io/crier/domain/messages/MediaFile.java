package io.crier.domain.messages;

import java.util.Objects;

/**
 * A file that was sent or received, wherever its bytes are kept.
 *
 * @param mimeType what its bytes are, as {@code image/png}
 * @param size in bytes
 * @param sha256 of its bytes, in lower-case hex
 */
public record MediaFile(MediaId id, String mimeType, long size, String sha256) {

  public MediaFile {
    Objects.requireNonNull(id);
    Objects.requireNonNull(mimeType);
    Objects.requireNonNull(sha256);
  }
}
