package io.crier.rest.v1;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The addresses of what requests create: below the public URL if the operator has set one,
 * otherwise paths. The {@code Host} of the request is never used, because the caller chooses it.
 */
@ApplicationScoped
public class Locations {

  private final String root;

  /** For the proxy. */
  protected Locations() {
    this(Optional.empty());
  }

  @Inject
  Locations(@ConfigProperty(name = "crier.public-url") Optional<String> publicUrl) {
    root = publicUrl.orElse("").replaceAll("/+$", "");
  }

  /** The address of this path. */
  public String of(String path) {
    return root + path;
  }
}
