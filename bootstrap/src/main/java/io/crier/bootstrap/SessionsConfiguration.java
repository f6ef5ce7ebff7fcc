package io.crier.bootstrap;

import static java.util.stream.Collectors.toMap;

import io.crier.domain.sessions.EngineName;
import java.util.Collection;
import java.util.function.ToIntFunction;
import org.eclipse.microprofile.config.Config;

/** The operator's settings for sessions. */
record SessionsConfiguration(Config config) {

  private static final String CONNECTS = "crier.connects-per-second";

  /**
   * How many sessions of an engine a node connects at most after a restart or take-over. All rates
   * are read now, so that a wrong one ends the start.
   */
  ToIntFunction<EngineName> connectsPerSecond(Collection<EngineName> engines) {
    var usual = rate(CONNECTS, 20);
    var rates =
        engines.stream().collect(toMap(it -> it, it -> rate(CONNECTS + "." + it.value(), usual)));
    return engine -> rates.getOrDefault(engine, usual);
  }

  /** How many sessions move to other nodes at most, to spread them. */
  int movesPerSecond() {
    return rate("crier.moves-per-second", 5);
  }

  private int rate(String property, int otherwise) {
    var rate = config.getOptionalValue(property, Integer.class).orElse(otherwise);
    if (rate < 1) {
      throw new IllegalStateException(property + " must be at least 1");
    }
    return rate;
  }
}
