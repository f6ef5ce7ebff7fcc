package io.crier.persistence.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.persistence.Sql;
import java.util.ArrayList;
import java.util.List;

/** The narrow tables beside the messages, which say what the messages say. */
final class NarrowTables {

  private static final String STATUSES = "from message where status in ";

  private final Sql sql;
  private final UnitOfWork unitOfWork;

  private NarrowTables(Sql sql, UnitOfWork unitOfWork) {
    this.sql = sql;
    this.unitOfWork = unitOfWork;
  }

  static void assertFollow(Sql sql, UnitOfWork unitOfWork) {
    var tables = new NarrowTables(sql, unitOfWork);
    tables.assertSame(
        9,
        "select account_id, id, status, session_id, peer, priority, seq, due_at, retry_at "
            + STATUSES
            + "('QUEUED', 'SCHEDULED')",
        "select account_id, message_id, status, session_id, peer, priority, seq, send_at,"
            + " retry_at from queue_entry");
    tables.assertSame(
        3,
        "select account_id, id, session_id " + STATUSES + "('SENDING')",
        "select account_id, message_id, session_id from in_flight");
    tables.assertSame(
        3,
        "select id, session_id, began_at from message where began_at is not null",
        "select message_id, session_id, began_at from attempt");
    tables.assertSame(
        3,
        "select account_id, id, status "
            + STATUSES
            + "('SENT', 'FAILED', 'CANCELLED') and priority > 1",
        "select account_id, message_id, status from status_entry");
  }

  private void assertSame(int columns, String messages, String table) {
    assertThat(rows(columns, messages)).containsExactlyInAnyOrderElementsOf(rows(columns, table));
  }

  private List<List<String>> rows(int columns, String query) {
    return unitOfWork.execute(
        () ->
            sql.query(
                query,
                row -> {
                  var values = new ArrayList<String>();
                  for (var i = 0; i < columns; i++) {
                    values.add(row.text());
                  }
                  return values;
                }));
  }
}
