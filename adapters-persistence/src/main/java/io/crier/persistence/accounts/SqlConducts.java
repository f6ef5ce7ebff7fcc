package io.crier.persistence.accounts;

import io.crier.application.accounts.Conducts;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.protection.Block;
import io.crier.domain.protection.Conduct;
import io.crier.domain.protection.Offence;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores the conduct of accounts as rows. */
@Dependent
class SqlConducts implements Conducts {

  private static final String SELECT =
      "select account_id, guarded, offences, last_offence_at, block_reason, blocked_from,"
          + " blocked_until from conduct where account_id = ?";

  private final Sql sql;

  @Inject
  SqlConducts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Conduct find(AccountId account) {
    return one(SELECT, account).orElseGet(() -> Conduct.good(account));
  }

  @Override
  public Conduct lock(AccountId account) {
    // Only a row can be locked.
    sql.update(
        "insert into conduct (account_id, guarded, offences) "
            + (sql.isPostgres()
                ? "values (?, true, 0) on conflict do nothing"
                : "select id, true, 0 from account where id = ?"
                    + " and id not in (select account_id from conduct)"),
        account.value());
    return one(SELECT + " for update", account).orElseThrow();
  }

  private Optional<Conduct> one(String query, AccountId account) {
    return sql.query(query, SqlConducts::conduct, account.value()).stream().findFirst();
  }

  private static Conduct conduct(Sql.Row row) throws SQLException {
    return new Conduct(
        new AccountId(row.uuid()),
        row.bool(),
        row.integer(),
        row.maybeInstant(),
        block(row.maybeText(), row.maybeInstant(), row.maybeInstant()));
  }

  private static Optional<Block> block(
      Optional<String> reason, Optional<Instant> from, Optional<Instant> until) {
    return reason.map(
        it -> new Block(Offence.valueOf(it), from.orElseThrow(), until.orElseThrow()));
  }

  @Override
  public void save(Conduct conduct) {
    var block = conduct.block();
    sql.update(
        "update conduct set guarded = ?, offences = ?, last_offence_at = ?, block_reason = ?,"
            + " blocked_from = ?, blocked_until = ? where account_id = ?",
        conduct.guarded(),
        conduct.offences(),
        conduct.lastOffenceAt(),
        block.map(it -> it.reason().name()),
        block.map(Block::from),
        block.map(Block::until),
        conduct.account().value());
  }

  @Override
  public List<AccountId> blockedUntil(Instant now, int limit) {
    return sql.query(
        "select account_id from conduct where blocked_until <= ?"
            + " order by blocked_until limit ?",
        row -> new AccountId(row.uuid()),
        now,
        limit);
  }
}
