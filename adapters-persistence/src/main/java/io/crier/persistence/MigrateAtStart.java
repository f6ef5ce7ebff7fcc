package io.crier.persistence;

import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.interceptor.Interceptor;
import javax.sql.DataSource;

/** Migrates the database before any other startup observer uses it. */
@ApplicationScoped
class MigrateAtStart {

  @Resource(lookup = "jdbc/crier-unpooled")
  private DataSource dataSource;

  void migrate(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup startup) {
    Schema.migrate(dataSource);
  }
}
