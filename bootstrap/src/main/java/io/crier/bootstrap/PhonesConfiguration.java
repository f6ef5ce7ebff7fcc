package io.crier.bootstrap;

import io.crier.domain.phones.CodePolicy;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** The operator's settings for phones and their verification. */
record PhonesConfiguration(CodePolicy codes) {

  private static final String TEXT =
      "{code} is your Crier code. It is valid for {minutes} minutes. Do not share it with anybody.";

  static PhonesConfiguration of(Config config) {
    return new PhonesConfiguration(
        new CodePolicy(
            config.getOptionalValue("crier.codes.text", String.class).orElse(TEXT),
            config
                .getOptionalValue("crier.codes.validity", Duration.class)
                .orElse(Duration.ofMinutes(15)),
            config.getOptionalValue("crier.codes.tries", Integer.class).orElse(5),
            config
                .getOptionalValues("crier.codes.pauses", Duration.class)
                .orElse(
                    List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(5))),
            config.getOptionalValue("crier.codes.per-number", Integer.class).orElse(5),
            config.getOptionalValue("crier.codes.per-account", Integer.class).orElse(20)));
  }
}
