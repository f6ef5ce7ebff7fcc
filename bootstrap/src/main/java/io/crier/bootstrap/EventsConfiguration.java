package io.crier.bootstrap;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for events.
 *
 * @param kept how long events are kept
 */
record EventsConfiguration(Duration kept) {

  static EventsConfiguration of(Config config) {
    return new EventsConfiguration(
        config.getOptionalValue("crier.events.kept", Duration.class).orElse(Duration.ofDays(30)));
  }
}
