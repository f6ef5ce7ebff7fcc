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

  public static Messages messages(Sql sql) {
    return new SqlMessages(sql, TestSecrets.box());
  }
}
