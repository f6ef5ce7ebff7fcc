package io.crier.persistence.requests;

import static io.crier.persistence.Sql.Column.doubles;
import static io.crier.persistence.Sql.Column.integers;
import static io.crier.persistence.Sql.Column.texts;
import static java.util.stream.Collectors.toMap;

import io.crier.application.requests.RequestPools;
import io.crier.domain.requests.RequestPool;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stores pools as rows, timed by the database's clock, which all nodes share. Who finds a row
 * locked does without it, so that a node that is stuck holds up nobody.
 */
@Dependent
class SqlRequestPools implements RequestPools {

  private final Sql sql;

  @Inject
  SqlRequestPools(Sql sql) {
    this.sql = sql;
  }

  private record Locked(String bucket, RequestPool pool, Instant now) {}

  @Override
  public Map<String, Grant> exchange(Collection<Exchange> exchanges) {
    var locked = lock(exchanges);
    if (locked.size() < exchanges.size()) {
      addMissing(exchanges);
      locked = lock(exchanges);
    }
    var byBucket = exchanges.stream().collect(toMap(Exchange::bucket, it -> it));
    var grants = new HashMap<String, Grant>();
    for (var row : locked) {
      var exchange = byBucket.get(row.bucket());
      var pool =
          row.pool().at(exchange.limit(), row.now()).with(exchange.limit(), exchange.returned());
      var granted = pool.grant(exchange.limit(), exchange.wanted());
      grants.put(row.bucket(), new Grant(granted, pool.left() - granted));
    }
    save(grants);
    return grants;
  }

  private List<Locked> lock(Collection<Exchange> exchanges) {
    return sql.query(
        "select bucket, requests_left, changed_at, current_timestamp from request_pool"
            + " where bucket = any(cast(? as varchar array)) order by bucket"
            + " for update skip locked",
        row -> new Locked(row.text(), new RequestPool(row.real(), row.instant()), row.instant()),
        texts(exchanges, Exchange::bucket));
  }

  private void addMissing(Collection<Exchange> exchanges) {
    sql.update(
        "insert into request_pool (bucket, requests_left, changed_at)"
            + " select c.bucket, c.requests, current_timestamp"
            + " from unnest(cast(? as varchar array), cast(? as integer array))"
            + " as c(bucket, requests)"
            + " where not exists (select 1 from request_pool p where p.bucket = c.bucket)",
        texts(exchanges, Exchange::bucket),
        integers(exchanges, it -> it.limit().requests()));
  }

  private void save(Map<String, Grant> grants) {
    if (grants.isEmpty()) {
      return;
    }
    var rows = new ArrayList<>(grants.entrySet());
    sql.update(
        sql.updateFromMatching(
            "request_pool",
            "select bucket, requests_left from unnest(cast(? as varchar array),"
                + " cast(? as double precision array)) as n(bucket, requests_left)",
            "m.bucket = c.bucket",
            "requests_left = c.requests_left, changed_at = current_timestamp"),
        texts(rows, Map.Entry::getKey),
        doubles(rows, it -> it.getValue().left()));
  }

  @Override
  public void forget(Duration unused) {
    sql.update(
        "delete from request_pool where changed_at < current_timestamp"
            + " - interval '0.001' second * cast(? as bigint)",
        unused.toMillis());
  }
}
