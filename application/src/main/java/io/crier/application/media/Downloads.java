package io.crier.application.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Files at addresses that callers choose. Slow and fallible: never fetch inside a unit of work.
 * What the operator does not allow to be called is not called.
 */
public interface Downloads {

  /**
   * Fetches what is at the URL and makes something of it while it arrives.
   *
   * @param timeout if it is shorter than the usual one
   * @throws Unavailable with the reason, if it could not be fetched whole
   */
  <T> T fetch(URI url, Duration timeout, BodyReader<T> reader) throws Unavailable;

  /** Makes something of what another server sends, while it arrives. */
  @FunctionalInterface
  interface BodyReader<T> {

    T of(Optional<String> contentType, InputStream body) throws IOException;
  }

  /** What was asked for could not be fetched; the message says why. */
  final class Unavailable extends Exception {

    private static final long serialVersionUID = 1L;

    public Unavailable(String reason) {
      super(reason, null, false, false);
    }
  }
}
