package io.crier.bootstrap;

import io.crier.persistence.ServerSecrets;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/** Loads the keys from which the server's secrets are derived. */
final class SecretKeys {

  private static final int BYTES = 32;

  private SecretKeys() {}

  /**
   * The operator's keys; without them, a key that is generated once and stored in the data folder.
   */
  static ServerSecrets secrets(ServerConfiguration configuration, DataFolder data) {
    var current = configuration.secretKey().orElseGet(() -> own(configuration, data));
    var previous =
        configuration.previousSecretKeys().stream().map(SecretKeys::bytes).toArray(byte[][]::new);
    return new ServerSecrets(bytes(current), previous);
  }

  private static String own(ServerConfiguration configuration, DataFolder data) {
    if (!configuration.hasEmbeddedDatabase()) {
      throw new IllegalStateException(
          "CRIER_SECRET_KEY is missing: with a database of its own Crier needs a secret of at least"
              + " 16 characters that all nodes share, such as the output of: openssl rand -base64 32");
    }
    return data.readOrWrite("secret.key", SecretKeys::draw);
  }

  private static String draw() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(String secret) {
    return secret.strip().getBytes(StandardCharsets.UTF_8);
  }
}
