package io.crier.rest.json;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Parses bodies as the server does. */
public final class BodyReader {

  private BodyReader() {}

  @SuppressWarnings("unchecked")
  public static <T> T read(Class<T> type, String body) {
    try {
      return type.cast(
          new JsonBodies()
              .readFrom(
                  (Class<Object>) (Class<?>) type,
                  type,
                  new Annotation[0],
                  MediaType.APPLICATION_JSON_TYPE,
                  new MultivaluedHashMap<>(Map.of()),
                  new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
