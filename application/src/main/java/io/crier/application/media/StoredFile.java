package io.crier.application.media;

import java.io.FilterInputStream;
import java.io.InputStream;

/** The bytes of a stored file, and how many there are. */
public final class StoredFile extends FilterInputStream {

  private final long size;

  public StoredFile(InputStream bytes, long size) {
    super(bytes);
    this.size = size;
  }

  /** The number of bytes from the beginning to the end. */
  public long size() {
    return size;
  }
}
