package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.uuids;

import io.crier.application.Delays;
import io.crier.application.Periods;
import io.crier.application.messages.Statistics;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.DelayColumns;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts messages by the index of the account's ids, which are ordered by time. */
@Dependent
class SqlStatistics implements Statistics {

  private static final String SENDS = "m.direction = 'OUTBOUND' and m.origin = 'API'";

  private final Sql sql;

  @Inject
  SqlStatistics(Sql sql) {
    this.sql = sql;
  }

  @Override
  public SortedMap<Instant, Counts> count(
      AccountId account, Set<SessionId> sessions, Periods periods) {
    return query(
        sum(SENDS)
            + ','
            + sum(SENDS + " and m.status in ('SENT', 'DELIVERED', 'READ', 'PLAYED')")
            + ','
            + sum(SENDS + " and m.status in ('DELIVERED', 'READ', 'PLAYED')")
            + ','
            + sum(SENDS + " and m.status in ('READ', 'PLAYED')")
            + ','
            + sum(SENDS + " and m.status = 'FAILED'")
            + ','
            + sum("m.direction = 'INBOUND' and m.origin <> 'HISTORY'"),
        List.of(),
        row ->
            Optional.of(
                    new Counts(
                        row.number(),
                        row.number(),
                        row.number(),
                        row.number(),
                        row.number(),
                        row.number()))
                .filter(it -> !it.equals(Counts.NONE)),
        account,
        sessions,
        periods,
        "");
  }

  @Override
  public SortedMap<Instant, Delays> waits(
      AccountId account, Set<SessionId> sessions, Periods periods, Instant now) {
    var due = "coalesce(m.due_at, m.created_at)";
    var waited =
        DelayColumns.between(due, "coalesce(m.sent_at, m.ended_at, " + DelayColumns.TIME + ")");
    return query(
        DelayColumns.of(waited),
        List.of(now, now, now),
        row -> Optional.of(DelayColumns.read(row)),
        account,
        sessions,
        periods,
        " and " + SENDS + " and " + due + " <= " + DelayColumns.TIME,
        now);
  }

  private <T> SortedMap<Instant, T> query(
      String columns,
      List<Object> columnParameters,
      Slot<T> read,
      AccountId account,
      Set<SessionId> sessions,
      Periods periods,
      String condition,
      Object... conditionParameters) {
    var seconds = periods.length().toSeconds();
    var parameters = new ArrayList<Object>(columnParameters);
    parameters.addAll(
        List.of(
            account.value(),
            MessageLists.firstId(periods.first().minus(MessageLists.LATE)),
            MessageLists.firstId(periods.end()),
            periods.first(),
            periods.end()));
    parameters.addAll(List.of(conditionParameters));
    var ofSessions = "";
    if (!sessions.isEmpty()) {
      ofSessions = " and m.session_id = any(cast(? as uuid array))";
      parameters.add(uuids(sessions, SessionId::value));
    }
    var found = new TreeMap<Instant, T>();
    sql.query(
            "select "
                + DelayColumns.slot("m.created_at", seconds)
                + " as slot,"
                + columns
                + " from message m where m.account_id = ? and m.id >= ? and m.id < ?"
                + " and m.created_at >= ? and m.created_at < ? and m.priority > "
                + Priority.ALERT.ordinal()
                + condition
                + ofSessions
                + " group by slot",
            row -> {
              var begin = Instant.ofEpochSecond(row.number() * seconds);
              return read.of(row).map(it -> Map.entry(begin, it));
            },
            parameters.toArray())
        .forEach(row -> row.ifPresent(it -> found.put(it.getKey(), it.getValue())));
    return found;
  }

  /** Reads what a query has found for one period. */
  private interface Slot<T> {
    Optional<T> of(Sql.Row row) throws SQLException;
  }

  private static String sum(String condition) {
    return " sum(case when " + condition + " then 1 else 0 end)";
  }
}
