package io.crier.rest.v1;

import java.util.Optional;

/**
 * The addresses of what requests create: below the public URL if the operator has set one,
 * otherwise paths. The {@code Host} of the request is never used, because the caller chooses it.
 */
public final class Locations {

  private final String root;

  public Locations(Optional<String> publicUrl) {
    root = publicUrl.orElse("").replaceAll("/+$", "");
  }

  /** The address of this path. */
  public String of(String path) {
    return root + path;
  }
}
