package io.crier.rest.door;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.domain.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * A part of a multipart form.
 *
 * @param type its {@code Content-Type}
 * @param content where its bytes are while the request lasts
 */
public record FormPart(
    String name, Optional<String> filename, Optional<String> type, Content content) {

  /** The part with this name; refused if there are two. */
  public static Optional<FormPart> named(String name, List<FormPart> form) {
    var named = form.stream().filter(part -> name.equals(part.name())).toList();
    if (named.size() > 1) {
      throw new Refused(INVALID_REQUEST, name + ": given twice");
    }
    return named.stream().findFirst();
  }

  /** All its bytes; refused if there are more than {@code most}. */
  public byte[] bytes(int most) {
    try (var bytes = content.open()) {
      var read = bytes.readNBytes(most + 1);
      if (read.length > most) {
        throw new Refused(INVALID_REQUEST, name + ": is too long");
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that can be read more than once. */
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }
}
