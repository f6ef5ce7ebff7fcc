package io.crier.bootstrap;

import io.crier.application.messages.ExportMessages.Limits;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for messages.
 *
 * @param doubtWait how long to wait for a receipt for a send in doubt
 * @param exports how many exports may run at a time
 */
record MessagesConfiguration(Duration doubtWait, Limits exports) {

  static MessagesConfiguration of(Config config) {
    return new MessagesConfiguration(
        config.getOptionalValue("crier.doubt-wait", Duration.class).orElse(Duration.ofSeconds(30)),
        new Limits(
            config.getOptionalValue("crier.exports.per-account", Integer.class).orElse(2),
            config.getOptionalValue("crier.exports", Integer.class).orElse(8)));
  }
}
