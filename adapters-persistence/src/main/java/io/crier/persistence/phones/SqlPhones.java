package io.crier.persistence.phones;

import io.crier.application.phones.Phones;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Stores phones as rows. */
@Dependent
class SqlPhones implements Phones {

  private static final String SELECT =
      "select p.account_id, p.number, p.display_name, p.test, p.created_at, p.verified_at"
          + " from phone p where p.account_id = ?";

  private final Sql sql;

  @Inject
  SqlPhones(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Phone> find(AccountId account, PhoneNumber number) {
    return sql
        .query(SELECT + " and p.number = ?", SqlPhones::phone, account.value(), number.value())
        .stream()
        .findFirst();
  }

  @Override
  public List<Phone> list(AccountId account) {
    return sql.query(
        SELECT + " order by p.created_at desc, p.number", SqlPhones::phone, account.value());
  }

  /** Locks the account's row, because phones that do not exist yet cannot be locked. */
  @Override
  public void lock(AccountId account) {
    sql.query(
        "select account_id from allowance where account_id = ? for update",
        Sql.Row::uuid,
        account.value());
  }

  @Override
  public void save(Phone phone) {
    var changed =
        sql.update(
            "update phone set display_name = ?, test = ?, created_at = ?, verified_at = ?"
                + " where account_id = ? and number = ?",
            phone.displayName(),
            phone.test(),
            phone.createdAt(),
            phone.verifiedAt(),
            phone.account().value(),
            phone.number().value());
    if (changed == 0) {
      sql.update(
          "insert into phone (account_id, number, display_name, test, created_at, verified_at)"
              + " values (?, ?, ?, ?, ?, ?)",
          phone.account().value(),
          phone.number().value(),
          phone.displayName(),
          phone.test(),
          phone.createdAt(),
          phone.verifiedAt());
    }
  }

  @Override
  public void remove(AccountId account, PhoneNumber number) {
    sql.update(
        "delete from phone where account_id = ? and number = ?", account.value(), number.value());
  }

  private static Phone phone(Sql.Row row) throws SQLException {
    return new Phone(
        new AccountId(row.uuid()),
        new PhoneNumber(row.text()),
        row.maybeText(),
        row.bool(),
        row.instant(),
        row.maybeInstant());
  }
}
