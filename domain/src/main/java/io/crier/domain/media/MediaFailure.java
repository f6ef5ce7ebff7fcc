package io.crier.domain.media;

import java.util.Locale;

/** Why the file of a received message could not be downloaded. */
public enum MediaFailure {
  /** Where it was stored, it is no longer. */
  GONE,
  UNREACHABLE,
  /** What was downloaded is not the file that was sent. */
  CORRUPT,
  TOO_LARGE,
  /** The operator does not allow its URL. */
  BLOCKED,
  /** The session was not connected for long enough. */
  NOT_CONNECTED,
  SESSION_DELETED;

  /** Its name in the API. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether another attempt would certainly fail, too. */
  public boolean isFinal() {
    return this == TOO_LARGE || this == BLOCKED;
  }
}
