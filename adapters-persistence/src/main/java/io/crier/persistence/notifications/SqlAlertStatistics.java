package io.crier.persistence.notifications;

import io.crier.application.Delays;
import io.crier.application.Periods;
import io.crier.application.notifications.AlertStatistics;
import io.crier.domain.accounts.AccountId;
import io.crier.persistence.DelayColumns;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts notifications by the index of the account's, which are ordered by time. */
@Dependent
class SqlAlertStatistics implements AlertStatistics {

  private static final String LATENCY = DelayColumns.between("n.created_at", "m.sent_at");

  private final Sql sql;

  @Inject
  SqlAlertStatistics(Sql sql) {
    this.sql = sql;
  }

  @Override
  public SortedMap<Instant, Counts> count(AccountId account, Periods periods) {
    var seconds = periods.length().toSeconds();
    var found = new TreeMap<Instant, Counts>();
    sql.query(
            "select "
                + DelayColumns.slot("n.created_at", seconds)
                + " as slot, count(*), count(m.sent_at),"
                + " sum(case when m.status = 'FAILED' then 1 else 0 end),"
                + DelayColumns.of("case when m.sent_at is not null then " + LATENCY + " end")
                + " from notification n left join message m on m.id = n.id"
                + " where n.account_id = ? and n.created_at >= ? and n.created_at < ?"
                + " group by slot",
            row -> Map.entry(Instant.ofEpochSecond(row.number() * seconds), counts(row)),
            account.value(),
            periods.first(),
            periods.end())
        .forEach(it -> found.put(it.getKey(), it.getValue()));
    return found;
  }

  private static Counts counts(Sql.Row row) throws SQLException {
    var alerts = row.number();
    var sent = row.number();
    var failed = row.number();
    Optional<Delays> latency = sent == 0 ? Optional.empty() : Optional.of(DelayColumns.read(row));
    return new Counts(alerts, sent, failed, latency);
  }
}
