package io.crier.bootstrap;

import io.crier.domain.users.SignIn;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/** The operator's settings for people who sign in. */
record UsersConfiguration(SignIn.Lifetime lifetime) {

  static UsersConfiguration of(Config config) {
    return new UsersConfiguration(
        new SignIn.Lifetime(
            duration(config, "crier.sign-in.longest", SignIn.Lifetime.STANDARD.longest()),
            duration(config, "crier.sign-in.idle", SignIn.Lifetime.STANDARD.idle())));
  }

  private static Duration duration(Config config, String key, Duration standard) {
    return config.getOptionalValue(key, Duration.class).orElse(standard);
  }
}
