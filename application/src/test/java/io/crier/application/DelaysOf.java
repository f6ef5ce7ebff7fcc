package io.crier.application;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Delays, computed one by one. */
public final class DelaysOf {

  private DelaysOf() {}

  /** Of at least one case. */
  public static Delays all(Collection<Duration> cases) {
    var sorted = cases.stream().sorted().toList();
    return new Delays(at(0.5, sorted), at(0.95, sorted), sorted.getLast());
  }

  private static Duration at(double part, List<Duration> sorted) {
    return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
  }
}
