package io.crier.persistence.sessions;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Keyring;
import io.crier.application.sessions.Keyrings;
import io.crier.application.sessions.Node;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import io.crier.persistence.Sql.Column;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Stores keyrings as rows of sealed bytes. */
@Dependent
class SqlKeyrings implements Keyrings {

  private record Entry(String name, byte[] sealed) {}

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
      public Map<String, byte[]> get(Set<String> names) {
        return unitOfWork
            .execute(
                () ->
                    sql.query(
                        "select name, sealed from keyring"
                            + " where session_id = ? and name = any(cast(? as varchar array))",
                        row -> new Entry(row.text(), row.bytes()),
                        session.value(),
                        Column.texts(names, name -> name)))
            .stream()
            .collect(toMap(Entry::name, kept -> box.open(kept.sealed(), sealContext(kept.name()))));
      }

      @Override
      public Set<String> names(String prefix) {
        return Set.copyOf(
            unitOfWork.execute(
                () ->
                    sql.query(
                        "select name from keyring"
                            + " where session_id = ? and left(name, cast(? as integer)) = ?",
                        Sql.Row::text,
                        session.value(),
                        prefix.length(),
                        prefix)));
      }

      @Override
      public void change(Map<String, byte[]> kept, Set<String> forgotten) {
        var sealed =
            kept.entrySet().stream()
                .map(
                    it -> new Entry(it.getKey(), box.seal(it.getValue(), sealContext(it.getKey()))))
                .toList();
        unitOfWork.run(
            () -> {
              requireOwner();
              forget(Stream.of(forgotten, kept.keySet()).flatMap(Set::stream).collect(toSet()));
              keep(sealed);
            });
      }

      private void forget(Set<String> names) {
        if (!names.isEmpty()) {
          sql.update(
              "delete from keyring where session_id = ? and name = any(cast(? as varchar array))",
              session.value(),
              Column.texts(names, name -> name));
        }
      }

      private void keep(List<Entry> entries) {
        if (!entries.isEmpty()) {
          sql.update(
              "insert into keyring (session_id, name, sealed) select cast(? as uuid), k.name,"
                  + " k.sealed from unnest(cast(? as varchar array), cast(? as bytea array))"
                  + " k(name, sealed)",
              session.value(),
              Column.texts(entries, Entry::name),
              Column.bytes(entries, Entry::sealed));
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

      private String sealContext(String name) {
        return "keyring/" + session.value() + "/" + name;
      }

      /** Locks the session, so that no other node takes it over before the keys are saved. */
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
