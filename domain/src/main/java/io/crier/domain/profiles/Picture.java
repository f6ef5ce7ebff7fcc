package io.crier.domain.profiles;

import io.crier.domain.media.FileType;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The picture of a person or a group: a JPEG, PNG or WebP. */
public record Picture(String mimeType, byte[] bytes) {

  /** In bytes; WhatsApp's own are a tenth of it. */
  public static final int MOST = 5_000_000;

  private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/webp");

  /** Reads a file; empty if it is none of these, or too large. */
  public static Optional<Picture> read(byte[] file) {
    var type = FileType.guess(Arrays.copyOf(file, Math.min(file.length, FileType.HEAD)));
    return TYPES.contains(type) && file.length <= MOST
        ? Optional.of(new Picture(type, file))
        : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture picture
        && picture.mimeType.equals(mimeType)
        && Arrays.equals(picture.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return mimeType + " of " + bytes.length + " bytes";
  }
}
