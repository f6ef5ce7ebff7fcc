package io.crier.persistence.users;

import io.crier.application.users.Identities;
import io.crier.domain.users.Identity;
import io.crier.domain.users.UserId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** Stores identities as rows. */
@Dependent
class SqlIdentities implements Identities {

  private final Sql sql;

  @Inject
  SqlIdentities(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<UserId> find(Identity identity) {
    return sql
        .query(
            "select person_id from person_identity where issuer = ? and subject = ?",
            Sql.Row::uuid,
            identity.issuer(),
            identity.subject())
        .stream()
        .findFirst()
        .map(UserId::new);
  }

  @Override
  public boolean has(UserId user, String issuer) {
    return !sql.query(
            "select person_id from person_identity where person_id = ? and issuer = ?",
            Sql.Row::uuid,
            user.value(),
            issuer)
        .isEmpty();
  }

  @Override
  public void link(Identity identity, UserId user, Instant at) {
    sql.update(
        "insert into person_identity (issuer, subject, person_id, linked_at) values (?, ?, ?, ?)",
        identity.issuer(),
        identity.subject(),
        user.value(),
        at);
  }
}
