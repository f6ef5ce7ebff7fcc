package io.crier.bench;

import io.crier.persistence.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.sql.Connection;

/** A PostgreSQL with durable commits, and access to it without a server. */
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

  /** Runs SQL on a plain connection instead of one from the server's entity manager. */
  static Sql sql(Connection connection) {
    return new Sql(
        (EntityManager)
            Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, parameters) ->
                    method.getName().equals("unwrap") ? connection : null));
  }

  /** The system load, which shows whether other processes disturb the benchmark. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
