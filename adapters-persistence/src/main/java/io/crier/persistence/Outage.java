package io.crier.persistence;

import io.crier.application.StoreUnavailable;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;

/** Recognizes failures of the database itself, as opposed to those of one statement. */
final class Outage {

  /**
   * SQLSTATEs, or their beginnings: connections, resources such as disk and memory, and what an
   * operator does; on PostgreSQL time-outs of statements, rows and idle transactions, read-only
   * transactions and failing disks; on H2 a database that is read-only, full, closed or cannot be
   * read or written.
   */
  private static final List<String> STATES =
      List.of(
          "08", "53", "57P", "57014", "55P03", "25P03", "25P04", "25006", "58030", "90020", "90028",
          "90031", "90067", "90097", "90098", "90100", "90121");

  private static final int MOST_CAUSES = 20;

  private Outage() {}

  /** The failure to throw in place of this one. */
  static RuntimeException of(RuntimeException failure) {
    return !(failure instanceof StoreUnavailable) && isOutage(failure)
        ? new StoreUnavailable("the database is unavailable", failure)
        : failure;
  }

  private static boolean isOutage(Throwable failure) {
    var depth = 0;
    var ofDatabase = false;
    for (var cause = failure; cause != null && depth < MOST_CAUSES; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        ofDatabase = true;
        if (isOutage(sql)) {
          return true;
        }
      }
      // H2 calls it a general error if its file cannot be written.
      if (ofDatabase && cause instanceof IOException) {
        return true;
      }
      depth++;
    }
    return false;
  }

  private static boolean isOutage(SQLException failure) {
    var state = failure.getSQLState();
    return failure instanceof SQLTransientException
        || failure instanceof SQLRecoverableException
        || failure instanceof SQLNonTransientConnectionException
        || state != null && STATES.stream().anyMatch(state::startsWith);
  }
}
