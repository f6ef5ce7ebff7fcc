package io.crier.domain.media;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A file that was sent or received, wherever its content is stored.
 *
 * @param mimeType the declared type, such as {@code image/png}; an invalid one becomes the unknown
 *     type
 * @param size in bytes
 * @param sha256 of its content, in lower-case hex
 */
public record MediaFile(MediaId id, String mimeType, long size, String sha256) {

  private static final Pattern TYPE =
      Pattern.compile(
          "[\\w.+-]{1,60}/[\\w.+-]{1,60}(?:; ?[\\w-]{1,30}=\"?[\\w.+,-]{1,60}\"?){0,3}");

  private static final String UNKNOWN = "application/octet-stream";

  public MediaFile {
    Objects.requireNonNull(id);
    Objects.requireNonNull(sha256);
    mimeType = validType(mimeType);
  }

  /** The declared type, or the unknown type: the sender can declare anything. */
  public static String validType(String declared) {
    return declared != null && TYPE.matcher(declared).matches() ? declared : UNKNOWN;
  }
}
