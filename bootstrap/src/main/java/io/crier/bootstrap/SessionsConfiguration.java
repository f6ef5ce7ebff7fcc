package io.crier.bootstrap;

import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for sessions.
 *
 * @param connectsPerSecond the maximum rate after a restart or take-over
 */
record SessionsConfiguration(int connectsPerSecond) {

  static SessionsConfiguration of(Config config) {
    return new SessionsConfiguration(
        config.getOptionalValue("crier.connects-per-second", Integer.class).orElse(20));
  }
}
