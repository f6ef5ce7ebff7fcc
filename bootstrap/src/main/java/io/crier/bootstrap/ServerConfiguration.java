package io.crier.bootstrap;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings for the server itself.
 *
 * @param host the address to listen on, or {@code *} for all
 * @param publicUrl where others reach this server, if configured
 * @param nodeAddress where other nodes reach this one, if configured
 * @param data the folder of this node
 * @param databaseUrl of the operator's own database; empty for the embedded one
 * @param secretKey from which all other secrets are derived
 * @param previousSecretKeys which still decrypt existing values
 */
record ServerConfiguration(
    String host,
    int port,
    Optional<String> publicUrl,
    Optional<String> nodeAddress,
    Path data,
    Optional<String> databaseUrl,
    Optional<String> secretKey,
    List<String> previousSecretKeys) {

  static ServerConfiguration of(Config config) {
    return new ServerConfiguration(
        config.getOptionalValue("crier.host", String.class).orElse("*"),
        config.getOptionalValue("crier.port", Integer.class).orElse(9080),
        config.getOptionalValue("crier.public-url", String.class),
        config.getOptionalValue("crier.node.address", String.class),
        Path.of(config.getOptionalValue("crier.data", String.class).orElse("crier-data")),
        config.getOptionalValue("crier.db.url", String.class),
        config.getOptionalValue("crier.secret.key", String.class),
        config.getOptionalValues("crier.secret.key.previous", String.class).orElse(List.of()));
  }

  /** The base URL at which this server is reached. */
  String url() {
    return publicUrl.orElse("http://localhost:" + port);
  }

  boolean hasEmbeddedDatabase() {
    return databaseUrl.filter(url -> !url.startsWith("jdbc:h2:")).isEmpty();
  }
}
