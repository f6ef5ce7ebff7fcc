package io.crier.domain.media;

import java.util.Objects;

/**
 * What an engine needs to download the file of a received message later. Only the engine knows what
 * it means, and it may contain a key.
 */
public record MediaReference(String value) {

  public MediaReference {
    Objects.requireNonNull(value);
  }

  @Override
  public String toString() {
    return "MediaReference[secret]";
  }
}
