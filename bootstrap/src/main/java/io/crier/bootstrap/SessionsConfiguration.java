package io.crier.bootstrap;

import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for sessions.
 *
 * @param connectsPerSecond the maximum rate after a restart or take-over
 * @param movesPerSecond how many sessions move to other nodes at most, to spread them
 */
record SessionsConfiguration(int connectsPerSecond, int movesPerSecond) {

  static SessionsConfiguration of(Config config) {
    return new SessionsConfiguration(
        config.getOptionalValue("crier.connects-per-second", Integer.class).orElse(20),
        config.getOptionalValue("crier.moves-per-second", Integer.class).orElse(5));
  }
}
