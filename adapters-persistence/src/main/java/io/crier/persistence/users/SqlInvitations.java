package io.crier.persistence.users;

import io.crier.application.users.Invitations;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.UserId;
import io.crier.domain.users.UserRole;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Stores invitations as rows. */
@Dependent
class SqlInvitations implements Invitations {

  private final Sql sql;

  @Inject
  SqlInvitations(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Invitation> find(TokenHash hash) {
    return sql
        .query(
            "select token_hash, account_id, person_id, purpose, role, expires_at from invitation"
                + " where token_hash = ?",
            SqlInvitations::invitation,
            hash.value())
        .stream()
        .findFirst();
  }

  @Override
  public boolean hasFirst(Instant now) {
    return !sql.query(
            "select token_hash from invitation where person_id is null and expires_at > ?",
            Sql.Row::text,
            now)
        .isEmpty();
  }

  @Override
  public void add(Invitation invitation) {
    sql.update(
        "insert into invitation (token_hash, account_id, person_id, purpose, role, expires_at)"
            + " values (?, ?, cast(? as uuid), ?, ?, ?)",
        invitation.hash().value(),
        invitation.account().value(),
        invitation.user().map(UserId::value),
        invitation.purpose(),
        invitation.role(),
        invitation.expiresAt());
  }

  @Override
  public boolean use(TokenHash hash) {
    return sql.update("delete from invitation where token_hash = ?", hash.value()) == 1;
  }

  @Override
  public void withdraw(UserId user) {
    sql.update("delete from invitation where person_id = ?", user.value());
  }

  @Override
  public void forget(Instant now) {
    sql.update("delete from invitation where expires_at <= ?", now);
  }

  private static Invitation invitation(Sql.Row row) throws SQLException {
    return new Invitation(
        new TokenHash(row.text()),
        new AccountId(row.uuid()),
        row.maybe(UUID.class).map(UserId::new),
        Invitation.Purpose.valueOf(row.text()),
        UserRole.valueOf(row.text()),
        row.instant());
  }
}
