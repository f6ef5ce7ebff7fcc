package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.StoreUnavailable;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {

  private static final String INSERT =
      "insert into node (id, epoch, expires_at) values ('a', 1, current_timestamp)";

  private final TestDatabase postgres = TestDatabase.POSTGRESQL.emptied();
  private final Sql sql = new Sql(postgres.entityManager());

  @Test
  void isAReadOnlyDatabase() {
    assertUnavailable("set transaction read only", INSERT);
  }

  @Test
  void isAStatementThatTakesTooLong() {
    assertUnavailable("set local statement_timeout = 10", "do 'begin perform pg_sleep(60); end'");
  }

  @Test
  void isARowThatIsLockedForTooLong() throws SQLException {
    try (var other = postgres.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table node");
      assertUnavailable("set local lock_timeout = 10", INSERT);
      other.rollback();
    }
  }

  @Test
  void isAConnectionThatTheServerHasClosed() {
    assertUnavailable("do 'begin perform pg_terminate_backend(pg_backend_pid()); end'", INSERT);
  }

  @Test
  void isAFullDisk() {
    var full =
        new SQLException(
            "General error",
            "HY000",
            50_000,
            new IllegalStateException(new IOException("No space left on device")));

    assertThat(Outage.of(new PersistenceException(full))).isInstanceOf(StoreUnavailable.class);
    assertThat(Outage.of(new IllegalStateException(new IOException("of something else"))))
        .isNotInstanceOf(StoreUnavailable.class);
  }

  @Test
  void isAnEmbeddedDatabaseThatCannotBeWritten(@TempDir Path folder) throws SQLException {
    var url = "jdbc:h2:file:" + folder.resolve("some");
    try (var writable = DriverManager.getConnection(url);
        var statement = writable.createStatement()) {
      statement.execute("create table node (id varchar)");
    }
    try (var readOnly = DriverManager.getConnection(url + ";ACCESS_MODE_DATA=r");
        var statement = readOnly.createStatement()) {
      assertThatThrownBy(() -> statement.execute("insert into node values ('a')"))
          .isInstanceOfSatisfying(
              SQLException.class,
              failure ->
                  assertThat(Outage.of(new PersistenceException(failure)))
                      .isInstanceOf(StoreUnavailable.class));
    }
  }

  @Test
  void isNotAStatementThatIsWrong() {
    assertThatThrownBy(
            () -> postgres.unitOfWork().run(() -> sql.update("insert into nothing values (1)")))
        .isInstanceOf(PersistenceException.class);
    assertThatThrownBy(
            () ->
                postgres
                    .unitOfWork()
                    .run(
                        () -> {
                          sql.update(INSERT);
                          sql.update(INSERT);
                        }))
        .isInstanceOf(PersistenceException.class);
  }

  private void assertUnavailable(String... statements) {
    assertThatThrownBy(
            () ->
                postgres
                    .unitOfWork()
                    .run(
                        () -> {
                          for (var statement : statements) {
                            sql.update(statement);
                          }
                        }))
        .isInstanceOf(StoreUnavailable.class);
  }
}
