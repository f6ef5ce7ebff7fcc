package io.crier.persistence.messages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import io.crier.application.messages.MissingFiles;
import io.crier.application.sessions.Node;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MissingFile;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import io.crier.persistence.Sql.Column;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** Stores missing files as rows. Claiming one postpones it, so that a lost claim expires. */
@Dependent
class SqlMissingFiles implements MissingFiles {

  private static final String SELECT =
      "select f.message_id, f.account_id, f.session_id, f.reference, f.attempts, f.next_at,"
          + " f.tried_until from missing_file f ";

  /** A lower bound keeps H2 from scanning the rows without a next attempt. */
  private static final Instant EARLIEST = Instant.EPOCH;

  private final Sql sql;
  private final SealedBox box;

  @Inject
  SqlMissingFiles(Sql sql, SealedBox box) {
    this.sql = sql;
    this.box = box;
  }

  @Override
  public void add(MissingFile file) {
    sql.update(
        "insert into missing_file (message_id, account_id, session_id, reference, attempts,"
            + " next_at, tried_until) values (?, ?, ?, ?, ?, ?, ?)",
        file.message().value(),
        file.account().value(),
        file.session().value(),
        box.seal(file.reference().value().getBytes(UTF_8), sealContext(file.message().value())),
        file.attempts(),
        file.nextAt(),
        file.until());
  }

  @Override
  public Optional<MissingFile> find(MessageId message) {
    return sql
        .query(SELECT + "where f.message_id = ? for update", this::read, message.value())
        .stream()
        .findFirst();
  }

  @Override
  public List<MissingFile> claim(
      Node node, Instant now, Instant heldUntil, Set<SessionId> busy, int limit) {
    var due = lock(due(node, now, busy, limit), now);
    if (!due.isEmpty()) {
      sql.update(
          "update missing_file set next_at = ? where message_id = any(cast(? as uuid array))",
          heldUntil,
          Column.uuids(due, file -> file.message().value()));
    }
    return due.stream()
        .sorted(comparing((MissingFile file) -> file.nextAt().orElseThrow()))
        .toList();
  }

  /** Of each session the file that has waited longest; takes no locks. */
  private List<UUID> due(Node node, Instant now, Set<SessionId> busy, int limit) {
    return sql.query(
        "select f.message_id from missing_file f join session s on s.id = f.session_id"
            + " where f.next_at between ? and ? and s.owner_node = ? and s.owner_life = ?"
            + " and exists (select 1 from node n where n.id = s.owner_node"
            + " and n.epoch = s.owner_life and n.expires_at > current_timestamp)"
            + " and not f.session_id = any(cast(? as uuid array))"
            + " and not exists (select 1 from missing_file e where e.session_id = f.session_id"
            + " and (e.next_at < f.next_at"
            + " or e.next_at = f.next_at and e.message_id < f.message_id))"
            + " order by f.next_at limit ?",
        row -> row.uuid(),
        EARLIEST,
        now,
        node.id(),
        node.epoch(),
        Column.uuids(busy, SessionId::value),
        limit);
  }

  /** Locks those that are still due and not locked by another claim. */
  private List<MissingFile> lock(List<UUID> ids, Instant now) {
    return ids.isEmpty()
        ? List.of()
        : sql.query(
            SELECT
                + "where f.next_at <= ? and f.message_id = any(cast(? as uuid array))"
                + " for update skip locked",
            this::read,
            now,
            Column.uuids(ids, Function.identity()));
  }

  @Override
  public List<MissingFile> expected(SessionId session) {
    return sql.query(
        SELECT + "where f.session_id = ? and f.next_at is not null for update",
        this::read,
        session.value());
  }

  @Override
  public boolean replace(MissingFile file) {
    return sql.update(
            "update missing_file set attempts = ?, next_at = ?, tried_until = ?"
                + " where message_id = ?",
            file.attempts(),
            file.nextAt(),
            file.until(),
            file.message().value())
        > 0;
  }

  @Override
  public boolean remove(MessageId message) {
    return sql.update("delete from missing_file where message_id = ?", message.value()) > 0;
  }

  private MissingFile read(Sql.Row row) throws SQLException {
    var message = row.uuid();
    return new MissingFile(
        new MessageId(message),
        new AccountId(row.uuid()),
        new SessionId(row.uuid()),
        new MediaReference(new String(box.open(row.bytes(), sealContext(message)), UTF_8)),
        row.integer(),
        row.maybeInstant(),
        row.instant());
  }

  private static String sealContext(UUID message) {
    return "missing-file/" + message;
  }
}
