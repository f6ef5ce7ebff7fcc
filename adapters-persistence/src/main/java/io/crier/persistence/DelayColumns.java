package io.crier.persistence;

import io.crier.application.Delays;
import java.sql.SQLException;
import java.time.Duration;

/** How long things took, by period, in SQL that both databases understand. */
public final class DelayColumns {

  /** A parameter that is a time. */
  public static final String TIME = "cast(? as timestamp with time zone)";

  private DelayColumns() {}

  /** The number of the period that contains the time. */
  public static String slot(String time, long seconds) {
    return "cast(floor(extract(epoch from %s) / %d) as bigint)".formatted(time, seconds);
  }

  /** Milliseconds from one time to another; never negative. */
  public static String between(String from, String to) {
    return "greatest(0, cast(1000 * (extract(epoch from %s) - extract(epoch from %s)) as bigint))"
        .formatted(to, from);
  }

  /** Three columns, in which the expression occurs three times; nulls do not count. */
  public static String of(String milliseconds) {
    return percentile(0.5, milliseconds)
        + ','
        + percentile(0.95, milliseconds)
        + ", max("
        + milliseconds
        + ')';
  }

  private static String percentile(double part, String of) {
    return " percentile_disc(" + part + ") within group (order by " + of + ')';
  }

  public static Delays read(Sql.Row row) throws SQLException {
    return new Delays(milliseconds(row), milliseconds(row), milliseconds(row));
  }

  private static Duration milliseconds(Sql.Row row) throws SQLException {
    return Duration.ofMillis(row.number());
  }
}
