package io.crier.rest.health;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something the operator should know about a node that is ready all the same. Each is a CDI bean.
 *
 * @param text what to show; must be quick
 */
public record ReadinessDetail(String name, Supplier<Optional<String>> text) {

  public ReadinessDetail {
    Objects.requireNonNull(name);
    Objects.requireNonNull(text);
  }
}
