package io.crier.persistence.messages;

import io.crier.application.messages.Messages;
import io.crier.persistence.Sql;
import io.crier.persistence.TestSecrets;

/** Messages for tests and benchmarks in other packages. */
public final class MessageRows {

  private MessageRows() {}

  public static Messages messages(Sql sql) {
    return new SqlMessages(sql, TestSecrets.box());
  }
}
