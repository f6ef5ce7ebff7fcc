package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.uuids;

import io.crier.application.messages.Statistics;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
      AccountId account, Set<SessionId> sessions, Instant from, Instant to, Duration length) {
    var seconds = length.toSeconds();
    var parameters =
        new ArrayList<Object>(
            List.of(
                account.value(),
                MessageLists.firstId(from.minus(MessageLists.LATE)),
                MessageLists.firstId(to),
                from,
                to));
    var condition = "";
    if (!sessions.isEmpty()) {
      condition = " and m.session_id = any(cast(? as uuid array))";
      parameters.add(uuids(sessions, SessionId::value));
    }
    var counts = new TreeMap<Instant, Counts>();
    sql
        .query(
            "select cast(floor(extract(epoch from m.created_at) / "
                + seconds
                + ") as bigint) as slot,"
                + sum(SENDS)
                + ','
                + sum(SENDS + " and m.status in ('SENT', 'DELIVERED', 'READ', 'PLAYED')")
                + ','
                + sum(SENDS + " and m.status in ('DELIVERED', 'READ', 'PLAYED')")
                + ','
                + sum(SENDS + " and m.status in ('READ', 'PLAYED')")
                + ','
                + sum(SENDS + " and m.status = 'FAILED'")
                + ','
                + sum("m.direction = 'INBOUND'")
                + " from message m where m.account_id = ? and m.id >= ? and m.id < ?"
                + " and m.created_at >= ? and m.created_at < ? and m.priority > "
                + Priority.ALERT.ordinal()
                + condition
                + " group by slot",
            row ->
                new Counted(
                    Instant.ofEpochSecond(row.number() * seconds),
                    new Counts(
                        row.number(),
                        row.number(),
                        row.number(),
                        row.number(),
                        row.number(),
                        row.number())),
            parameters.toArray())
        .stream()
        .filter(it -> !it.counts().equals(Counts.NONE))
        .forEach(it -> counts.put(it.begin(), it.counts()));
    return counts;
  }

  private record Counted(Instant begin, Counts counts) {}

  private static String sum(String condition) {
    return " sum(case when " + condition + " then 1 else 0 end)";
  }
}
