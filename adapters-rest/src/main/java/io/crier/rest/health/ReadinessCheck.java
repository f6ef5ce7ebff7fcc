package io.crier.rest.health;

import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A check of something this node needs in order to serve, such as its database. Each is a CDI bean.
 *
 * @param passes called at most once a second and must be quick; an exception means no
 */
public record ReadinessCheck(String name, BooleanSupplier passes) {

  public ReadinessCheck {
    Objects.requireNonNull(name);
    Objects.requireNonNull(passes);
  }
}
