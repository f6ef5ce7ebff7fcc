package io.crier.persistence;

import java.sql.SQLException;
import java.util.ArrayList;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Migrates a database to the schema of this version of Crier. */
public final class Schema {

  private Schema() {}

  public static void migrate(DataSource dataSource) {
    var locations = new ArrayList<String>();
    locations.add("classpath:db/migration/common");
    if (isPostgres(dataSource)) {
      locations.add("classpath:db/migration/postgresql");
    } else {
      requireDurable(dataSource);
    }
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(dataSource)
        .locations(locations.toArray(String[]::new))
        .load()
        .migrate();
  }

  static boolean isPostgres(DataSource dataSource) {
    try (var connection = dataSource.getConnection()) {
      return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be reached", e);
    }
  }

  /** By default H2 acknowledges commits before writing them, and loses rows when killed. */
  private static void requireDurable(DataSource dataSource) {
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var settings =
            statement.executeQuery(
                "select setting_value from information_schema.settings"
                    + " where setting_name = 'WRITE_DELAY'")) {
      if (settings.next() && settings.getInt(1) != 0) {
        throw new IllegalStateException("on H2, commits are durable only with WRITE_DELAY=0");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be reached", e);
    }
  }
}
