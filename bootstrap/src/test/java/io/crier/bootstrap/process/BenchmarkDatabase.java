package io.crier.bootstrap.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Map;

/** A PostgreSQL of its own for a benchmark, as durable as in production. */
final class BenchmarkDatabase {

  private BenchmarkDatabase() {}

  static EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("shared_buffers", "1GB")
        .setServerConfig("max_wal_size", "8GB")
        .start();
  }

  /** Lets a server use it. */
  static Map<String, String> settings(EmbeddedPostgres postgres, int connections) {
    return Map.of(
        "CRIER_DB_URL",
        "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
        "CRIER_DB_USER",
        "postgres",
        "CRIER_DB_PASSWORD",
        "postgres",
        "CRIER_DB_CONNECTIONS",
        Integer.toString(connections),
        "CRIER_SECRET_KEY",
        "that of a benchmark, and of nothing else",
        "CRIER_PLANS_ENTERPRISE_REQUESTS_PER_MINUTE",
        "100000000");
  }
}
