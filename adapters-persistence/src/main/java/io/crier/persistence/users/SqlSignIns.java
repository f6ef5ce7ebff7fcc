package io.crier.persistence.users;

import io.crier.application.Slice;
import io.crier.application.users.SignIns;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.SignInId;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.UserId;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Stores sign-ins as rows. */
@Dependent
class SqlSignIns implements SignIns {

  private static final UUID MAX_ID = new UUID(-1, -1);
  private static final UUID NO_ID = new UUID(0, 0);
  private static final String SELECT =
      "select id, person_id, token_hash, began_at, last_used_at, address, user_agent from sign_in"
          + " where ";

  private final Sql sql;

  @Inject
  SqlSignIns(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<SignIn> find(TokenHash hash) {
    return sql.query(SELECT + "token_hash = ?", SqlSignIns::signIn, hash.value()).stream()
        .findFirst();
  }

  @Override
  public Slice<SignIn> list(UserId user, Optional<SignInId> after, int limit) {
    return Slice.of(
        sql.query(
            SELECT + "person_id = ? and id < ? order by id desc limit ?",
            SqlSignIns::signIn,
            user.value(),
            after.map(SignInId::value).orElse(MAX_ID),
            limit + 1),
        limit);
  }

  @Override
  public void add(SignIn signIn) {
    sql.update(
        "insert into sign_in (id, person_id, token_hash, began_at, last_used_at, address,"
            + " user_agent) values (?, ?, ?, ?, ?, ?, ?)",
        signIn.id().value(),
        signIn.user().value(),
        signIn.hash().value(),
        signIn.at(),
        signIn.lastUsedAt(),
        signIn.address(),
        signIn.userAgent());
  }

  @Override
  public void used(SignInId id, Instant at) {
    sql.update("update sign_in set last_used_at = ? where id = ?", at, id.value());
  }

  @Override
  public boolean end(UserId user, SignInId id) {
    return sql.update(
            "delete from sign_in where id = ? and person_id = ?", id.value(), user.value())
        == 1;
  }

  @Override
  public void endOthers(UserId user, Optional<SignInId> kept) {
    sql.update(
        "delete from sign_in where person_id = ? and id <> ?",
        user.value(),
        kept.map(SignInId::value).orElse(NO_ID));
  }

  @Override
  public void forget(Instant begun, Instant lastUsed) {
    sql.update("delete from sign_in where began_at < ? or last_used_at < ?", begun, lastUsed);
  }

  private static SignIn signIn(Sql.Row row) throws SQLException {
    return new SignIn(
        new SignInId(row.uuid()),
        new UserId(row.uuid()),
        new TokenHash(row.text()),
        row.instant(),
        row.instant(),
        row.text(),
        row.text());
  }
}
