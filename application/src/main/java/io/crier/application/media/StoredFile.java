package io.crier.application.media;

import java.io.FilterInputStream;
import java.io.InputStream;

/** The content of a stored file, and its size. */
public final class StoredFile extends FilterInputStream {

  private final long size;

  public StoredFile(InputStream bytes, long size) {
    super(bytes);
    this.size = size;
  }

  /** The total number of bytes. */
  public long size() {
    return size;
  }
}
