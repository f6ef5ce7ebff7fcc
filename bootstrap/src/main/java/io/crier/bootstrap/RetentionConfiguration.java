package io.crier.bootstrap;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for how long records are kept.
 *
 * @param events with the log of their deliveries
 * @param contacts that were only looked up
 */
record RetentionConfiguration(
    Duration messages,
    Duration contacts,
    Duration events,
    Duration notifications,
    Duration posts,
    Duration audit) {

  static RetentionConfiguration of(Config config) {
    return new RetentionConfiguration(
        kept(config, "crier.messages.keep", 400),
        kept(config, "crier.contacts.keep", 90),
        kept(config, "crier.events.kept", 30),
        kept(config, "crier.notifications.keep", 400),
        kept(config, "crier.posts.keep", 400),
        kept(config, "crier.audit.keep", 400));
  }

  private static Duration kept(Config config, String name, int days) {
    var kept = config.getOptionalValue(name, Duration.class).orElse(Duration.ofDays(days));
    if (!kept.isPositive()) {
      throw new IllegalStateException(name + " must be longer than nothing, for example P30D");
    }
    return kept;
  }
}
