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
 * The databases that the contract tests run on. Each is started on first use, and provides what an
 * adapter gets in the server: an entity manager bound to the transaction of the calling thread.
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
    String truncateStatement(List<String> tables) {
      return "set referential_integrity false; truncate table "
          + String.join("; truncate table ", tables)
          + "; set referential_integrity true";
    }
  },

  POSTGRESQL {
    @Override
    DataSource start() {
      try {
        @SuppressWarnings("resource") // stopped at the end of the process
        var postgres = EmbeddedPostgres.start();
        var dataSource = (PGSimpleDataSource) postgres.getPostgresDatabase();
        dataSource.setReWriteBatchedInserts(true);
        return dataSource;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    String truncateStatement(List<String> tables) {
      return "truncate table " + String.join(", ", tables);
    }
  };

  private LocalUnitOfWork unitOfWork;
  private DataSource dataSource;
  private String truncateStatement;

  abstract DataSource start();

  abstract String truncateStatement(List<String> tables);

  /** Deletes all rows. */
  public synchronized TestDatabase emptied() {
    try {
      if (unitOfWork == null) {
        dataSource = start();
        Schema.migrate(dataSource);
        var gate = new TransactionGate();
        gate.configure(dataSource);
        unitOfWork = new LocalUnitOfWork(entityManagers(dataSource), gate);
        truncateStatement = truncateStatement(tables());
      }
      try (var connection = dataSource.getConnection();
          var statement = connection.createStatement()) {
        statement.execute(truncateStatement);
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

  /** The production persistence unit, with resource-local transactions. */
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
