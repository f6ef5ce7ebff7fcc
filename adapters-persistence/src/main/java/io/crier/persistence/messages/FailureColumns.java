package io.crier.persistence.messages;

import io.crier.domain.messages.Failure;
import io.crier.domain.sessions.Fault;
import io.crier.persistence.Sql;
import java.sql.SQLException;
import java.util.Optional;

/** Why a message was not sent: the columns {@code fault} and {@code engine_code}. */
public final class FailureColumns {

  private FailureColumns() {}

  public static Optional<Failure> read(Sql.Row row) throws SQLException {
    var fault = row.maybeText().map(Fault::valueOf);
    var engineCode = row.maybeInteger();
    return fault.map(it -> new Failure(it, engineCode));
  }
}
