package io.crier.rest.health;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Something without which this node cannot serve, such as its database; whoever has one produces it
 * as a bean.
 *
 * @param passes asked at most once a second, and quick to answer; whatever it throws means no
 */
public record ReadinessCheck(String name, BooleanSupplier passes) {

  public ReadinessCheck {
    Objects.requireNonNull(name);
    Objects.requireNonNull(passes);
  }
}
