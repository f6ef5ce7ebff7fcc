package io.crier.rest.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A multipart body that detects its closing boundary as it is read. */
final class UntilBoundary extends FilterInputStream {

  private final byte[] closing;

  /**
   * For each length of a partial match, the length of the next shorter one (Knuth-Morris-Pratt).
   */
  private final int[] shorter;

  /** A body may start with its boundary, as if after the end of a line. */
  private int matched = 1;

  private UnreadableBody failure;

  UntilBoundary(InputStream body, String boundary) {
    super(body);
    closing = ("\n--" + boundary + "--").getBytes(ISO_8859_1);
    shorter = new int[closing.length + 1];
    for (int i = 1, length = 0; i < closing.length; i++) {
      while (length > 0 && closing[i] != closing[length]) {
        length = shorter[length];
      }
      length += closing[i] == closing[length] ? 1 : 0;
      shorter[i + 1] = length;
    }
  }

  /** Fails if the connection did, for which the parser was only told that the body ends. */
  void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  boolean isComplete() {
    return matched == closing.length;
  }

  @Override
  public int read() throws IOException {
    var read = read(() -> super.read());
    if (read >= 0) {
      follow((byte) read);
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    var read = read(() -> super.read(bytes, offset, length));
    for (int i = offset; i < offset + read; i++) {
      follow(bytes[i]);
    }
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 8_192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The connection belongs to the container; to close one that broke off would fail. */
  @Override
  public void close() {}

  private interface Read {
    int read() throws IOException;
  }

  /** The parser leaves its temporary files behind if a read fails, but not if the body ends. */
  private int read(Read read) throws IOException {
    try {
      return failure == null ? read.read() : -1;
    } catch (UnreadableBody e) {
      failure = e;
      return -1;
    }
  }

  private void follow(byte next) {
    if (isComplete()) {
      return;
    }
    while (matched > 0 && closing[matched] != next) {
      matched = shorter[matched];
    }
    matched += closing[matched] == next ? 1 : 0;
  }
}
