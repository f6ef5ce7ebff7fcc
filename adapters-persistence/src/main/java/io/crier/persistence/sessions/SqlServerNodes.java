package io.crier.persistence.sessions;

import io.crier.application.sessions.Node;
import io.crier.application.sessions.ServerNode;
import io.crier.application.sessions.ServerNode.Load;
import io.crier.application.sessions.ServerNode.State;
import io.crier.application.sessions.ServerNodes;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Shows the rows of the leases, with what each node says of itself. */
@Dependent
class SqlServerNodes implements ServerNodes {

  private static final String NEED_SOMEBODY =
      Arrays.stream(SessionStatus.values())
          .filter(SessionStatus::needsSomebody)
          .map(it -> "'" + it + "'")
          .collect(Collectors.joining(", "));

  private final Sql sql;

  @Inject
  SqlServerNodes(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void started(Node node, String version, Optional<URI> address) {
    sql.update(
        "update node set version = ?, address = ?, started_at = current_timestamp,"
            + " stopped_at = null, drained_at = null where id = ? and epoch = ?",
        version,
        address.map(URI::toString).orElse(null),
        node.id(),
        node.epoch());
  }

  @Override
  public void stopped(Node node) {
    sql.update(
        "update node set stopped_at = current_timestamp where id = ? and epoch = ?",
        node.id(),
        node.epoch());
  }

  @Override
  public List<ServerNode> list(Duration forgotten) {
    return sql.query(
        "select n.id, n.version, n.started_at, n.address, n.expires_at, case when n.stopped_at is"
            + " not null then '"
            + State.STOPPED
            + "' when n.expires_at > current_timestamp then '"
            + State.ALIVE
            + "' else '"
            + State.SILENT
            + "' end, case when n.drained_at is null then 0 else 1 end, count(s.id),"
            + sum("s.status = '" + SessionStatus.CONNECTED + "'")
            + ','
            + sum("s.wanted = '" + DesiredState.ON + "' and s.status in (" + NEED_SOMEBODY + ")")
            + " from node n left join session s on s.owner_node = n.id and s.owner_life = n.epoch"
            + " where n.expires_at > current_timestamp - interval '0.001' second * cast(? as"
            + " bigint) group by n.id, n.version, n.started_at, n.address, n.expires_at,"
            + " n.stopped_at, n.drained_at order by n.id",
        SqlServerNodes::node,
        forgotten.toMillis());
  }

  @Override
  public boolean drain(String id, boolean drained) {
    return sql.update(
            "update node set drained_at = case when ? then coalesce(drained_at, current_timestamp)"
                + " end where id = ? and expires_at > current_timestamp and stopped_at is null",
            drained,
            id)
        > 0;
  }

  @Override
  public Spread spread(Node node, Duration settled) {
    return sql.query(
            "select (select count(*) from session), count(case when n.id <> ? and n.drained_at is"
                + " null and (n.started_at is null or n.started_at <= current_timestamp - interval"
                + " '0.001' second * cast(? as bigint)) then 1 end), count(case when n.id = ? and"
                + " n.drained_at is not null then 1 end) from node n"
                + " where n.expires_at > current_timestamp",
            row -> new Spread(row.integer(), row.integer(), row.integer() > 0),
            node.id(),
            settled.toMillis(),
            node.id())
        .getFirst();
  }

  @Override
  public Optional<Owner> ownerOf(SessionId session) {
    return sql
        .query(
            "select n.id, n.address from session s join node n on n.id = s.owner_node"
                + " and n.epoch = s.owner_life"
                + " where s.id = ? and n.expires_at > current_timestamp",
            row -> new Owner(row.text(), row.maybeText().map(URI::create)),
            session.value())
        .stream()
        .findFirst();
  }

  private static String sum(String condition) {
    return " sum(case when " + condition + " then 1 else 0 end)";
  }

  private static ServerNode node(Sql.Row row) throws SQLException {
    return new ServerNode(
        row.text(),
        row.maybeText(),
        row.maybeInstant(),
        row.maybeText().map(URI::create),
        row.instant(),
        State.valueOf(row.text()),
        row.integer() > 0,
        new Load(row.integer(), row.integer(), row.integer()));
  }
}
