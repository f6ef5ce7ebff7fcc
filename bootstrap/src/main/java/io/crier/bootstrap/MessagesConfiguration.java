package io.crier.bootstrap;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings of messages.
 *
 * @param doubtWait how long a receipt for a send in doubt is waited for
 */
record MessagesConfiguration(Duration doubtWait) {

  static MessagesConfiguration of(Config config) {
    return new MessagesConfiguration(
        config.getOptionalValue("crier.doubt-wait", Duration.class).orElse(Duration.ofSeconds(30)));
  }
}
