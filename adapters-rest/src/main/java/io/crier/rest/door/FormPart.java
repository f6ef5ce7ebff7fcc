package io.crier.rest.door;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A part of a multipart form.
 *
 * @param type its {@code Content-Type}
 * @param content where its bytes are while the request lasts
 */
public record FormPart(
    String name, Optional<String> filename, Optional<String> type, Content content) {

  /** Bytes that can be read more than once. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
