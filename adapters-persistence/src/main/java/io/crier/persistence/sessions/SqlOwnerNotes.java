package io.crier.persistence.sessions;

import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.uuids;
import static java.util.stream.Collectors.toSet;

import io.crier.application.sessions.Node;
import io.crier.application.sessions.OwnerNotes;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Set;

/** Stores notes as rows, several about one session if need be: none waits for another. */
@Dependent
class SqlOwnerNotes implements OwnerNotes {

  private static final int MOST_AT_ONCE = 1_000;

  private final Sql sql;

  @Inject
  SqlOwnerNotes(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void leave(Node author, Collection<SessionId> sessions) {
    sql.update(
        "insert into owner_note (session_id) select s.id from session s"
            + " where s.id = any(cast(? as uuid array))"
            + " and (s.owner_node is null or s.owner_node <> ?)",
        uuids(sessions, SessionId::value),
        author.id());
  }

  private record Note(long id, SessionId session) {}

  @Override
  public Set<SessionId> take(Node owner) {
    var notes =
        sql.query(
            "select n.id, n.session_id from owner_note n join session s on s.id = n.session_id"
                + " where s.owner_node = ? order by n.id limit ?",
            row -> new Note(row.number(), new SessionId(row.uuid())),
            owner.id(),
            MOST_AT_ONCE);
    if (!notes.isEmpty()) {
      sql.update(
          "delete from owner_note where id = any(cast(? as bigint array))", longs(notes, Note::id));
    }
    return notes.stream().map(Note::session).collect(toSet());
  }
}
