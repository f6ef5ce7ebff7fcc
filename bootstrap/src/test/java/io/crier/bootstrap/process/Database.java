package io.crier.bootstrap.process;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;

/** The database of the server under test, which is examined once the server has ended. */
record Database(String name, String url, String user, String password) {

  private static final String H2 = "jdbc:h2:async:%s/crier;WRITE_DELAY=0;LAZY_QUERY_EXECUTION=1";
  private static final int FETCHED = 1_000;

  /** PostgreSQL if the environment selects one, otherwise the embedded database. */
  static Database ofTheEnvironment(Crier.Home home) throws SQLException {
    var given = Optional.ofNullable(System.getenv("CRIER_DB_URL"));
    return given.isPresent() ? onPostgres(given.get()) : onH2(home);
  }

  static String nameInTheEnvironment() {
    return System.getenv("CRIER_DB_URL") == null ? "h2" : "postgresql";
  }

  private static Database onH2(Crier.Home home) {
    return new Database("h2", H2.formatted(home.data()), "crier", "");
  }

  private static Database onPostgres(String given) throws SQLException {
    var user = System.getenv("CRIER_DB_USER");
    var password = System.getenv("CRIER_DB_PASSWORD");
    try (var connection = DriverManager.getConnection(given, user, password);
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists crier_kill");
      statement.execute("create database crier_kill");
    }
    var url = given.substring(0, given.lastIndexOf('/')) + "/crier_kill";
    return new Database("postgresql", url, user, password);
  }

  boolean isPostgres() {
    return url.startsWith("jdbc:postgresql:");
  }

  /** The port at which PostgreSQL listens. */
  int port() {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }

  /** The same database, reached through another port of this machine. */
  Database through(int port) {
    return new Database(name, url.replace(":" + port() + "/", ":" + port + "/"), user, password);
  }

  /** The environment variables for the server. */
  Map<String, String> settings() {
    return isPostgres()
        ? Map.of("CRIER_DB_URL", url, "CRIER_DB_USER", user, "CRIER_DB_PASSWORD", password)
        : Map.of();
  }

  /** Receives one row at a time. */
  interface Reader {
    void row(ResultSet row) throws SQLException;
  }

  void read(String query, Reader reader) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (var rows = statement.executeQuery(query)) {
        while (rows.next()) {
          reader.row(rows);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** Changes something behind the back of a server that is not running. */
  void change(String update) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.executeUpdate(update);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(update, e);
    }
  }

  private Connection connect() throws SQLException {
    var connection = DriverManager.getConnection(url, user, password);
    connection.setAutoCommit(false);
    return connection;
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
