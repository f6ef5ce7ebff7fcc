package io.crier.application.media;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Downloads files from URLs that callers choose. Slow and fallible: never use it inside a unit of
 * work. Addresses that the operator does not allow are never called.
 */
public interface Downloads {

  /**
   * Downloads from the URL, and passes the body to the reader while it arrives.
   *
   * @param timeout applies if it is shorter than the default
   * @throws Unavailable with the reason, if the download failed or was incomplete
   */
  <T> T fetch(URI url, Duration timeout, BodyReader<T> reader) throws Unavailable;

  /** Reads the body that another server sends, while it arrives. */
  @FunctionalInterface
  interface BodyReader<T> {

    T of(Optional<String> contentType, InputStream body) throws IOException;
  }

  /** The download failed; the message gives the reason. */
  final class Unavailable extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean blocked;

    public Unavailable(String reason) {
      this(reason, false);
    }

    private Unavailable(String reason, boolean blocked) {
      super(reason, null, false, false);
      this.blocked = blocked;
    }

    /** The operator does not allow the URL, or an address behind it. */
    public static Unavailable blocked(String reason) {
      return new Unavailable(reason, true);
    }

    public boolean isBlocked() {
      return blocked;
    }
  }
}
