package io.crier.bootstrap;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for messages.
 *
 * @param doubtWait how long to wait for a receipt for a send in doubt
 */
record MessagesConfiguration(Duration doubtWait) {

  static MessagesConfiguration of(Config config) {
    return new MessagesConfiguration(
        config.getOptionalValue("crier.doubt-wait", Duration.class).orElse(Duration.ofSeconds(30)));
  }
}
