package io.crier.rest.v1.media;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The part of a file that a request asks for (RFC 9110, section 14).
 *
 * @param first the position of the first byte
 * @param length the number of bytes; 0 if the range cannot be satisfied
 */
record ByteRange(long first, long length) {

  private static final Pattern RANGE = Pattern.compile("(?i:bytes)=(\\d{0,18})-(\\d{0,18})");

  /**
   * The range in a {@code Range} header. Several ranges and anything that is not a range of bytes
   * are ignored, which the standard allows.
   */
  static Optional<ByteRange> of(String header, long size) {
    var range = RANGE.matcher(header == null ? "" : header.replaceAll("[ \\t]", ""));
    if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      var length = Math.min(Long.parseLong(range.group(2)), size);
      return Optional.of(new ByteRange(size - length, length));
    }
    var first = Long.parseLong(range.group(1));
    var last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    if (!range.group(2).isEmpty() && last < first) {
      return Optional.empty();
    }
    return Optional.of(new ByteRange(first, Math.max(0, Math.min(last, size - 1) - first + 1)));
  }

  boolean isSatisfiable() {
    return length > 0;
  }

  /** The {@code Content-Range} of this part of a file of that size. */
  String of(long size) {
    return isSatisfiable()
        ? "bytes %d-%d/%d".formatted(first, first + length - 1, size)
        : "bytes */" + size;
  }
}
