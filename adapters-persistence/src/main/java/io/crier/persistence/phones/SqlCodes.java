package io.crier.persistence.phones;

import io.crier.application.phones.Codes;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.phones.CodeHash;
import io.crier.domain.phones.SentCode;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores codes as rows. */
@Dependent
class SqlCodes implements Codes {

  private static final String SELECT =
      "select c.message_id, c.account_id, c.number, c.hash, c.sent_at, c.expires_at, c.tries_left"
          + " from phone_code c ";

  private final Sql sql;

  @Inject
  SqlCodes(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void lock(PhoneNumber number) {
    // An existing row is updated too, because the update locks it.
    sql.update(
        sql.isPostgres()
            ? "insert into coded_number (number) values (?)"
                + " on conflict (number) do update set number = excluded.number"
            : "merge into coded_number (number) key (number) values (?)",
        number.value());
  }

  @Override
  public List<SentCode> to(PhoneNumber number) {
    return sql.query(
        SELECT + "where c.number = ? order by c.sent_at, c.message_id",
        SqlCodes::code,
        number.value());
  }

  @Override
  public List<Instant> sent(AccountId account, Instant after) {
    return sql.query(
        "select c.sent_at from phone_code c where c.account_id = ? and c.sent_at > ?",
        Sql.Row::instant,
        account.value(),
        after);
  }

  @Override
  public Optional<SentCode> last(AccountId account, PhoneNumber number) {
    return sql
        .query(
            SELECT
                + "where c.number = ? and c.account_id = ?"
                + " order by c.sent_at desc, c.message_id desc limit 1",
            SqlCodes::code,
            number.value(),
            account.value())
        .stream()
        .findFirst();
  }

  @Override
  public void save(SentCode code) {
    var changed =
        sql.update(
            "update phone_code set tries_left = ? where message_id = ?",
            code.triesLeft(),
            code.message().value());
    if (changed == 0) {
      sql.update(
          "insert into phone_code (message_id, account_id, number, hash, sent_at, expires_at,"
              + " tries_left) values (?, ?, ?, ?, ?, ?, ?)",
          code.message().value(),
          code.account().value(),
          code.number().value(),
          code.hash().value(),
          code.sentAt(),
          code.expiresAt(),
          code.triesLeft());
    }
  }

  @Override
  public void forget(PhoneNumber number, Instant expiredBy) {
    sql.update(
        "delete from phone_code where number = ? and expires_at <= ?", number.value(), expiredBy);
  }

  private static SentCode code(Sql.Row row) throws SQLException {
    return new SentCode(
        new MessageId(row.uuid()),
        new AccountId(row.uuid()),
        new PhoneNumber(row.text()),
        new CodeHash(row.bytes()),
        row.instant(),
        row.instant(),
        row.integer());
  }
}
