package io.crier.bootstrap;

import io.crier.domain.sessions.EngineName;
import org.eclipse.microprofile.config.Config;

/** The operator's settings for sessions. */
record SessionsConfiguration(Config config) {

  private static final String CONNECTS = "crier.connects-per-second";

  /** How many sessions of this engine a node connects at most after a restart or take-over. */
  int connectsPerSecond(EngineName engine) {
    return rate(CONNECTS + "." + engine.value(), rate(CONNECTS, 20));
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
