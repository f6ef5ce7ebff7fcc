package io.crier.persistence.sessions;

import io.crier.application.sessions.Node;
import io.crier.application.sessions.Nodes;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;

/** Stores leases as rows, timed by the database's clock, which all nodes share. */
@Dependent
class SqlNodes implements Nodes {

  private static final String LEASE_END =
      "current_timestamp + interval '0.001' second * cast(? as bigint)";

  private final Sql sql;

  @Inject
  SqlNodes(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Node join(String id, Duration lease) {
    var known =
        sql.update(
            "update node set epoch = epoch + 1, expires_at = " + LEASE_END + " where id = ?",
            lease.toMillis(),
            id);
    if (known == 0) {
      sql.update(
          "insert into node (id, epoch, expires_at) values (?, 1, " + LEASE_END + ")",
          id,
          lease.toMillis());
    }
    return sql.query("select epoch from node where id = ?", row -> new Node(id, row.number()), id)
        .getFirst();
  }

  @Override
  public boolean renew(Node node, Duration lease) {
    return sql.update(
            "update node set expires_at = " + LEASE_END + " where id = ? and epoch = ?",
            lease.toMillis(),
            node.id(),
            node.epoch())
        > 0;
  }

  @Override
  public int others(Node node) {
    return sql.query(
            "select count(*) from node where id <> ? and expires_at > current_timestamp",
            row -> row.integer(),
            node.id())
        .getFirst();
  }

  @Override
  public boolean hold(Node node, String duty, Duration term) {
    var held =
        sql.update(
            "update duty set node = ?, expires_at = "
                + LEASE_END
                + " where name = ? and (node = ? or expires_at < current_timestamp)",
            node.id(),
            term.toMillis(),
            duty,
            node.id());
    return held > 0
        || sql.update(
                "insert into duty (name, node, expires_at) select cast(? as varchar),"
                    + " cast(? as varchar), "
                    + LEASE_END
                    + " where not exists (select 1 from duty where name = ?)",
                duty,
                node.id(),
                term.toMillis(),
                duty)
            > 0;
  }

  @Override
  public void leave(Node node) {
    renew(node, SqlSessions.GRACE_PERIOD.negated());
  }
}
