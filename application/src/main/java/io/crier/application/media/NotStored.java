package io.crier.application.media;

import java.io.IOException;

/**
 * Thrown when a file cannot be stored at the moment, because the disk or the object store fails.
 */
public final class NotStored extends IOException {

  private static final long serialVersionUID = 1L;

  public NotStored(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
