package io.crier.persistence.messages;

import io.crier.application.messages.Contacts;
import io.crier.application.messages.Messages;
import io.crier.persistence.Sql;
import io.crier.persistence.TestSecrets;

/** Messages for tests and benchmarks in other packages. */
public final class MessageRows {

  private MessageRows() {}

  public static Contacts contacts(Sql sql) {
    return new SqlContacts(sql);
  }

  /** Enters messages into the narrow tables that were inserted into the table of messages only. */
  public static void index(Sql sql) {
    sql.update(
        "insert into queue_entry (account_id, status, message_id, session_id, peer, priority, seq,"
            + " send_at, retry_at, tried_at) select account_id, status, id, session_id, peer,"
            + " priority, seq, due_at, retry_at, began_at from message"
            + " where status in ('QUEUED', 'SCHEDULED') order by id");
    sql.update(
        "insert into in_flight (session_id, account_id, message_id)"
            + " select session_id, account_id, id from message where status = 'SENDING'");
    sql.update(
        "insert into attempt (session_id, began_at, message_id)"
            + " select session_id, began_at, id from message where began_at is not null");
    sql.update(
        "insert into status_entry (account_id, status, message_id) select account_id, status, id"
            + " from message where status in ('SENT', 'FAILED', 'CANCELLED') and priority > 1");
  }

  public static Messages messages(Sql sql) {
    return new SqlMessages(sql, TestSecrets.box());
  }
}
