package io.crier.persistence.sessions;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Keyring;
import io.crier.application.sessions.Keyrings;
import io.crier.application.sessions.Node;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;

/** Keyrings as rows of sealed bytes. */
@Dependent
class SqlKeyrings implements Keyrings {

  private final Sql sql;
  private final UnitOfWork unitOfWork;
  private final SealedBox box;

  @Inject
  SqlKeyrings(Sql sql, UnitOfWork unitOfWork, SealedBox box) {
    this.sql = sql;
    this.unitOfWork = unitOfWork;
    this.box = box;
  }

  @Override
  public Keyring of(SessionId session, Node owner) {
    return new Keyring() {

      @Override
      public Optional<byte[]> get(String name) {
        return unitOfWork.execute(
            () ->
                sql
                    .query(
                        "select sealed from keyring where session_id = ? and name = ?",
                        row -> row.bytes(),
                        session.value(),
                        name)
                    .stream()
                    .map(kept -> box.open(kept, place(name)))
                    .findFirst());
      }

      @Override
      public void put(Map<String, byte[]> entries) {
        unitOfWork.run(
            () -> {
              requireOwner();
              entries.forEach(this::put);
            });
      }

      private void put(String name, byte[] value) {
        var kept = box.seal(value, place(name));
        var known =
            sql.update(
                "update keyring set sealed = ? where session_id = ? and name = ?",
                kept,
                session.value(),
                name);
        if (known == 0) {
          sql.update(
              "insert into keyring (session_id, name, sealed) values (?, ?, ?)",
              session.value(),
              name,
              kept);
        }
      }

      @Override
      public void clear() {
        unitOfWork.run(
            () -> {
              requireOwner();
              sql.update("delete from keyring where session_id = ?", session.value());
            });
      }

      private String place(String name) {
        return "keyring/" + session.value() + "/" + name;
      }

      /** Locks the session, so that nobody takes it over before these keys are kept. */
      private void requireOwner() {
        var owned =
            sql.query(
                "select 1 from session s where s.id = ? and s.owner_node = ? and s.owner_life = ?"
                    + " and exists (select 1 from node n where n.id = s.owner_node"
                    + " and n.epoch = s.owner_life and n.expires_at > current_timestamp)"
                    + " for update",
                row -> row.integer(),
                session.value(),
                owner.id(),
                owner.epoch());
        if (owned.isEmpty()) {
          throw new IllegalStateException("this node does not own session " + session.value());
        }
      }
    };
  }
}
