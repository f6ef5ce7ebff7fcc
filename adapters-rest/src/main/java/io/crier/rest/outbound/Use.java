package io.crier.rest.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Makes something of what another server sends, while it arrives. */
@FunctionalInterface
public interface Use<T> {

  T of(Optional<String> contentType, InputStream body) throws IOException;
}
