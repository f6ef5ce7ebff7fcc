package io.crier.persistence;

import io.crier.application.UnitOfWork;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The databases on which the contracts are run. Each is started once, when it is first asked for,
 * and hands out what an adapter is given in the server: an entity manager that follows the
 * transaction of the calling thread.
 */
public enum TestDatabase {
  H2 {
    @Override
    DataSource start() {
      var h2 = new JdbcDataSource();
      h2.setURL("jdbc:h2:mem:crier;DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
      return h2;
    }

    @Override
    String emptying(List<String> tables) {
      return "set referential_integrity false; truncate table "
          + String.join("; truncate table ", tables)
          + "; set referential_integrity true";
    }
  },

  POSTGRESQL {
    @Override
    DataSource start() {
      try {
        @SuppressWarnings("resource") // lives as long as this process, and ends with it
        var postgres = EmbeddedPostgres.start();
        var dataSource = (PGSimpleDataSource) postgres.getPostgresDatabase();
        dataSource.setReWriteBatchedInserts(true);
        return dataSource;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    String emptying(List<String> tables) {
      return "truncate table " + String.join(", ", tables);
    }
  };

  private LocalUnitOfWork unitOfWork;
  private DataSource dataSource;
  private String emptying;

  abstract DataSource start();

  abstract String emptying(List<String> tables);

  /** This database without a single row. */
  public synchronized TestDatabase emptied() {
    try {
      if (unitOfWork == null) {
        dataSource = start();
        Schema.migrate(dataSource);
        var turns = new Turns();
        turns.learnFrom(dataSource);
        unitOfWork = new LocalUnitOfWork(entityManagers(dataSource), turns);
        emptying = emptying(tables());
      }
      try (var connection = dataSource.getConnection();
          var statement = connection.createStatement()) {
        statement.execute(emptying);
      }
      return this;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public EntityManager entityManager() {
    return unitOfWork.entityManager();
  }

  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }

  public AfterCommit afterCommit() {
    return unitOfWork::afterCommit;
  }

  DataSource dataSource() {
    return dataSource;
  }

  public Connection connect() throws SQLException {
    return dataSource.getConnection();
  }

  /** The persistence unit that ships, but for who ends its transactions. */
  private static EntityManagerFactory entityManagers(DataSource dataSource) {
    return Persistence.createEntityManagerFactory(
        "crier",
        Map.of(
            "jakarta.persistence.transactionType",
            "RESOURCE_LOCAL",
            "jakarta.persistence.jtaDataSource",
            "",
            "jakarta.persistence.nonJtaDataSource",
            dataSource,
            "eclipselink.session-name",
            "crier-" + System.identityHashCode(dataSource)));
  }

  private List<String> tables() throws SQLException {
    var tables = new ArrayList<String>();
    try (var connection = dataSource.getConnection();
        var found =
            connection
                .getMetaData()
                .getTables(
                    null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (found.next()) {
        var name = found.getString("TABLE_NAME");
        if (!name.startsWith("flyway") && !name.equalsIgnoreCase("event_position")) {
          tables.add(name);
        }
      }
    }
    return tables;
  }
}
