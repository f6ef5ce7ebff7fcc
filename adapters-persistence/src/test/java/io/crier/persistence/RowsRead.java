package io.crier.persistence;

import java.sql.SQLException;
import java.util.function.Supplier;

/** Counts the rows of a table that a piece of work reads on PostgreSQL. */
public final class RowsRead {

  private RowsRead() {}

  /** Lets the planner know how many rows there are of what. */
  public static void analyze(TestDatabase database, String table) {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute("vacuum analyze " + table);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static long by(TestDatabase database, String table, Supplier<?> work) {
    var sql = new Sql(database.entityManager());
    return database
        .unitOfWork()
        .execute(
            () -> {
              var before = rows(sql, table);
              work.get();
              return rows(sql, table) - before;
            });
  }

  private static long rows(Sql sql, String table) {
    return sql.query(
            "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                + " from pg_stat_xact_user_tables where relname = ?",
            row -> row.number(),
            table)
        .getFirst();
  }
}
