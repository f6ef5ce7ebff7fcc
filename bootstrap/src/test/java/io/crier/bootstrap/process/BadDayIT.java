package io.crier.bootstrap.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a single server does while its PostgreSQL has a bad day, and afterwards. */
class BadDayIT {

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PACING =
      "{\"gap\":{\"minMs\":20,\"maxMs\":20},\"rest\":null,\"dailyCap\":null,\"typing\":false}";

  private static Database database;
  private static Crier crier;
  private static Line held;
  private static Line other;

  /** A caller with a session of its own. */
  private record Line(Tenant tenant, String session) {

    Wire.Answer send() {
      return tenant.call(
          "POST",
          "/v1/messages",
          "{\"sessionId\":\"%s\",\"to\":\"+966501234567\",\"type\":\"text\",\"body\":\"x\"}"
              .formatted(session));
    }

    boolean isAccepted() {
      return send().status() == 202;
    }

    boolean hasSentEverything() {
      return tenant.json("GET", "/v1/sessions/" + session, "").contains("\"queueLength\":0");
    }
  }

  @BeforeAll
  static void start() throws Exception {
    assumeTrue("postgresql".equals(Database.nameInTheEnvironment()), "H2 has no connections");
    var home = new Crier.Home(WLP.resolveSibling("bad-day"));
    home.forget();
    Files.createDirectories(home.path());
    database = Database.ofTheEnvironment(home);
    var settings = new HashMap<>(database.settings());
    settings.put("CRIER_SECRET_KEY", "that of this test, and of nothing else");
    settings.put("CRIER_DOUBT_WAIT", "PT0.5S");
    crier = new Crier(WLP, home, settings);
    crier.start();
    crier.awaitReady();
    var operator = Tenant.firstOf(crier, home);
    held = line(operator, "held", "+966590000001");
    other = line(operator, "other", "+966590000002");
  }

  private static Line line(Tenant operator, String name, String number) {
    var tenant = operator.open(name);
    var session = tenant.create(name, "simulator", PACING);
    tenant.scan(session, number);
    return new Line(tenant, session);
  }

  @AfterAll
  static void stop() {
    if (crier != null) {
      crier.close();
    }
  }

  @Test
  void aRowThatNobodyReleasesHoldsBackOnlyItsAccount() throws SQLException {
    try (var frozen = connect()) {
      frozen.setAutoCommit(false);
      execute(
          frozen,
          "select 1 from event_counter where account_id = (select id from account where name = 'held')"
              + " for update");

      assertUnavailable(held.send());
      Pause.until("the other account is served", PATIENCE, other::isAccepted);
      Pause.until("the other account's messages are sent", PATIENCE, other::hasSentEverything);
      frozen.rollback();
    }
    Pause.until("the account is served again", PATIENCE, held::isAccepted);
    Pause.until("its messages are sent", PATIENCE, held::hasSentEverything);
  }

  @Test
  void aDatabaseThatCannotBeWrittenIsUnavailable() throws SQLException {
    makeReadOnly(true);
    try {
      Pause.until("nothing is accepted", PATIENCE, () -> !held.isAccepted());
      assertUnavailable(held.send());
    } finally {
      makeReadOnly(false);
    }
    Pause.until("messages are accepted again", PATIENCE, held::isAccepted);
    Pause.until("messages are sent again", PATIENCE, held::hasSentEverything);
  }

  private static void assertUnavailable(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.saysWhen()).isTrue();
    assertThat(answer.body()).containsAnyOf("\"service_unavailable\"", "\"overloaded\"");
  }

  private static void makeReadOnly(boolean readOnly) throws SQLException {
    try (var connection = connect()) {
      execute(connection, "set default_transaction_read_only = off");
      execute(
          connection, "alter database crier_kill set default_transaction_read_only = " + readOnly);
      execute(
          connection,
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'crier_kill'"
              + " and pid <> pg_backend_pid()");
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(database.url(), database.user(), database.password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
