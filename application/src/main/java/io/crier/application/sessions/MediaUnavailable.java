package io.crier.application.sessions;

import io.crier.domain.media.MediaFailure;

/** A file could not be downloaded. */
public final class MediaUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  private final MediaFailure failure;

  public MediaUnavailable(MediaFailure failure, String message) {
    super(message, null, false, false);
    this.failure = failure;
  }

  public MediaFailure failure() {
    return failure;
  }
}
