package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.texts;

import io.crier.application.chats.BlockedContacts;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Set;

/** Stores blocked people as rows, which are deleted with their session. */
@Dependent
class SqlBlockedContacts implements BlockedContacts {

  private final Sql sql;

  @Inject
  SqlBlockedContacts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Set<Recipient> of(SessionId session) {
    return Set.copyOf(
        sql.query(
            "select b.recipient from blocked_contact b where b.session_id = ?",
            row -> Recipient.parse(row.text()),
            session.value()));
  }

  @Override
  public Set<Recipient> among(SessionId session, Collection<Recipient> people) {
    return Set.copyOf(
        sql.query(
            "select b.recipient from blocked_contact b where b.session_id = ?"
                + " and b.recipient = any(cast(? as varchar array))",
            row -> Recipient.parse(row.text()),
            session.value(),
            texts(people, Recipient::text)));
  }

  @Override
  public void add(SessionId session, Recipient person) {
    sql.update(
        sql.isPostgres()
            ? "insert into blocked_contact (session_id, recipient)"
                + " select s.id, cast(? as varchar) from session s where s.id = ?"
                + " on conflict do nothing"
            : "merge into blocked_contact (session_id, recipient) key (session_id, recipient)"
                + " select s.id, cast(? as varchar) from session s where s.id = ?",
        person.text(),
        session.value());
  }

  @Override
  public void remove(SessionId session, Recipient person) {
    sql.update(
        "delete from blocked_contact where session_id = ? and recipient = ?",
        session.value(),
        person.text());
  }
}
