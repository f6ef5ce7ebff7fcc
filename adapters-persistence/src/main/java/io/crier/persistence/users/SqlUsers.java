package io.crier.persistence.users;

import static io.crier.domain.users.UserProblem.EMAIL_TAKEN;

import io.crier.application.Slice;
import io.crier.application.users.Users;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.users.Email;
import io.crier.domain.users.PasswordHash;
import io.crier.domain.users.User;
import io.crier.domain.users.UserId;
import io.crier.domain.users.UserRole;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores users as rows. */
@Dependent
class SqlUsers implements Users {

  private static final UUID MAX_ID = new UUID(-1, -1);
  private static final String SELECT =
      "select id, account_id, name, email, role, password, joined, created_at, deactivated_at"
          + " from person where ";

  private final Sql sql;

  @Inject
  SqlUsers(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<User> find(AccountId account, UserId id) {
    return one("id = ? and account_id = ?", id.value(), account.value());
  }

  @Override
  public Optional<User> find(Email email) {
    return one("email = ?", email.value());
  }

  @Override
  public Optional<User> authenticating(UserId id) {
    return one("id = ?", id.value());
  }

  @Override
  public Slice<User> list(AccountId account, Optional<UserId> after, int limit) {
    return Slice.of(
        select(
            "account_id = ? and id < ? order by id desc limit ?",
            account.value(),
            after.map(UserId::value).orElse(MAX_ID),
            limit + 1),
        limit);
  }

  /** Locks the account's allowance, because users who do not exist yet cannot be locked. */
  @Override
  public void lock(AccountId account) {
    sql.query(
        "select account_id from allowance where account_id = ? for update",
        Sql.Row::uuid,
        account.value());
  }

  @Override
  public int countOwners(AccountId account) {
    return sql.query(
            "select count(*) from person where account_id = ? and role in ('OWNER', 'OPERATOR')"
                + " and joined and deactivated_at is null",
            Sql.Row::integer,
            account.value())
        .getFirst();
  }

  @Override
  public void save(User user) {
    try {
      if (update(user) == 0) {
        insert(user);
      }
    } catch (PersistenceException e) {
      throw Sql.isDuplicate(e) ? new Refused(EMAIL_TAKEN) : e;
    }
  }

  private int update(User user) {
    return sql.update(
        "update person set name = ?, email = ?, role = ?, password = cast(? as varchar),"
            + " joined = ?, deactivated_at = cast(? as timestamp with time zone)"
            + " where id = ? and account_id = ?",
        user.name(),
        user.email().value(),
        user.role(),
        user.password().map(PasswordHash::value),
        user.joined(),
        user.deactivatedAt(),
        user.id().value(),
        user.account().value());
  }

  private void insert(User user) {
    sql.update(
        "insert into person (id, account_id, name, email, role, password, joined,"
            + " created_at, deactivated_at) values (?, ?, ?, ?, ?, cast(? as varchar), ?, ?,"
            + " cast(? as timestamp with time zone))",
        user.id().value(),
        user.account().value(),
        user.name(),
        user.email().value(),
        user.role(),
        user.password().map(PasswordHash::value),
        user.joined(),
        user.createdAt(),
        user.deactivatedAt());
  }

  @Override
  public void delete(AccountId account, UserId id) {
    sql.update("delete from person where id = ? and account_id = ?", id.value(), account.value());
  }

  @Override
  public boolean isEmpty() {
    return sql.query("select id from person limit 1", Sql.Row::uuid).isEmpty();
  }

  private Optional<User> one(String condition, Object... parameters) {
    return select(condition, parameters).stream().findFirst();
  }

  private List<User> select(String condition, Object... parameters) {
    return sql.query(SELECT + condition, SqlUsers::user, parameters);
  }

  private static User user(Sql.Row row) throws SQLException {
    return new User(
        new UserId(row.uuid()),
        new AccountId(row.uuid()),
        row.text(),
        new Email(row.text()),
        UserRole.valueOf(row.text()),
        row.maybeText().map(PasswordHash::new),
        row.bool(),
        row.instant(),
        row.maybeInstant());
  }
}
