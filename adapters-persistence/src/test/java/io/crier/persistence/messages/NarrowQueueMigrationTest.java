package io.crier.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.persistence.Schema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Databases of the version before get the narrow tables, and refuse that version. */
class NarrowQueueMigrationTest {

  private static final String INSERT =
      "insert into message (id, account_id, session_id, direction, peer, type, body, priority,"
          + " test, whatsapp_id, created_at, status, send_at, retry_at, began_at%s)"
          + " values ('00000000-0000-0000-0000-00000000000%d',"
          + " '00000000-0000-0000-0001-000000000000', '00000000-0000-0000-0002-00000000000%d',"
          + " 'OUTBOUND', '+966501234567', 'text', 'hello', %d, false, 'wa', now(), '%s', %s, %s,"
          + " %s%s)";

  @Test
  void fillsTheTablesOnH2() throws SQLException {
    var h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:narrow;DB_CLOSE_DELAY=-1;WRITE_DELAY=0");
    fillsTheTables(h2, "classpath:db/migration/common");
  }

  @Test
  void fillsTheTablesOnPostgresql() throws SQLException, IOException {
    try (var postgres = EmbeddedPostgres.start()) {
      fillsTheTables(
          postgres.getPostgresDatabase(),
          "classpath:db/migration/common",
          "classpath:db/migration/postgresql");
    }
  }

  private static void fillsTheTables(DataSource database, String... locations) throws SQLException {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(database)
        .locations(locations)
        .target("47?")
        .load()
        .migrate();
    try (var connection = database.getConnection()) {
      insert(connection, 1, 4, "QUEUED", "null", "null", "null");
      insert(connection, 2, 4, "SCHEDULED", "now()", "null", "null");
      insert(connection, 3, 4, "QUEUED", "null", "now()", "now()");
      insertInFlight(connection, 4);
      insert(connection, 5, 4, "SENT", "null", "null", "now()");
      insert(connection, 6, 4, "READ", "null", "null", "now()");
      insert(connection, 7, 1, "FAILED", "null", "null", "now()");
      insert(connection, 8, 3, "CANCELLED", "null", "null", "null");

      Schema.migrate(database);

      assertThat(
              read(
                  connection,
                  "select status || ' ' || right(cast(message_id as varchar), 1) || ' '"
                      + " || right(cast(session_id as varchar), 1) || ' '"
                      + " || case when send_at is null then '' else 'later' end"
                      + " || case when retry_at is null then '' else 'again' end"
                      + " || case when tried_at is null then '' else ' tried' end"
                      + " from queue_entry order by seq"))
          .containsExactly("QUEUED 1 1 ", "SCHEDULED 2 2 later", "QUEUED 3 3 again tried");
      assertThat(
              read(
                  connection,
                  "select right(cast(message_id as varchar), 1)"
                      + " || right(cast(session_id as varchar), 1) from in_flight"))
          .containsExactly("44");
      assertThat(
              read(
                  connection,
                  "select right(cast(message_id as varchar), 1)"
                      + " || right(cast(session_id as varchar), 1)"
                      + " from attempt order by message_id"))
          .containsExactly("33", "44", "55", "66", "77");
      assertThat(
              read(
                  connection,
                  "select status || ' ' || right(cast(message_id as varchar), 1)"
                      + " from status_entry order by message_id"))
          .containsExactly("SENT 5", "CANCELLED 8");
      assertThatThrownBy(() -> insert(connection, 9, 4, "QUEUED", "null", "null", "null"))
          .isInstanceOf(SQLException.class);
    }
  }

  private static void insert(
      Connection connection,
      int id,
      int priority,
      String status,
      String sendAt,
      String retryAt,
      String beganAt)
      throws SQLException {
    execute(
        connection, INSERT.formatted("", id, id, priority, status, sendAt, retryAt, beganAt, ""));
  }

  private static void insertInFlight(Connection connection, int id) throws SQLException {
    var session = ", '00000000-0000-0000-0002-00000000000%d'".formatted(id);
    execute(
        connection,
        INSERT.formatted(
            ", inflight_session", id, id, 4, "SENDING", "null", "null", "now()", session));
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (var insert = connection.createStatement()) {
      insert.execute(statement);
    }
  }

  private static List<String> read(Connection connection, String query) throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
