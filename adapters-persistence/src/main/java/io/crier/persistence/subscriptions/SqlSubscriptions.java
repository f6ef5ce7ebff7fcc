package io.crier.persistence.subscriptions;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.crier.application.Slice;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.persistence.Json;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Stores subscriptions as rows, indexed to find who wants a post. */
@Dependent
class SqlSubscriptions implements Subscriptions {

  private static final String SELECT =
      "select s.id, s.account_id, s.author_id, s.number, s.replies, s.reposts, s.keywords,"
          + " s.text_mode, s.since_post, s.active, s.test, s.created_at from subscription s ";

  private static final UUID MAX_ID = new UUID(-1, -1);

  private final Sql sql;

  @Inject
  SqlSubscriptions(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Subscription> find(AccountId account, SubscriptionId id) {
    return one("where s.account_id = ? and s.id = ?", account.value(), id.value());
  }

  @Override
  public Optional<Subscription> find(AccountId account, XUserId author, PhoneNumber phone) {
    return one(
        "where s.author_id = ? and s.account_id = ? and s.number = ?",
        author.value(),
        account.value(),
        phone.value());
  }

  @Override
  public List<Subscription> find(AccountId account, XUserId author) {
    return sql.query(
        SELECT + "where s.author_id = ? and s.account_id = ?",
        SqlSubscriptions::subscription,
        author.value(),
        account.value());
  }

  private Optional<Subscription> one(String condition, Object... parameters) {
    return sql.query(SELECT + condition, SqlSubscriptions::subscription, parameters).stream()
        .findFirst();
  }

  @Override
  public Slice<Subscription> list(AccountId account, Optional<SubscriptionId> after, int limit) {
    return Slice.of(
        sql.query(
            SELECT + "where s.account_id = ? and s.id < ? order by s.id desc limit ?",
            SqlSubscriptions::subscription,
            account.value(),
            after.map(SubscriptionId::value).orElse(MAX_ID),
            limit + 1),
        limit);
  }

  @Override
  public int countActive(AccountId account) {
    lock(account);
    return sql.query(
            "select count(*) from subscription s where s.account_id = ? and s.active",
            row -> row.integer(),
            account.value())
        .getFirst();
  }

  /** Locks the account's row, because subscriptions that do not exist yet cannot be locked. */
  private void lock(AccountId account) {
    sql.query(
        "select account_id from allowance where account_id = ? for update",
        row -> row.uuid(),
        account.value());
  }

  @Override
  public void add(Subscription subscription) {
    sql.update(
        "delete from subscription where author_id = ? and account_id = ? and number = ?"
            + " and not active",
        subscription.author().value(),
        subscription.account().value(),
        subscription.phone().value());
    sql.update(
        "insert into subscription (id, account_id, author_id, number, replies, reposts, keywords,"
            + " text_mode, since_post, active, test, created_at)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        subscription.id().value(),
        subscription.account().value(),
        subscription.author().value(),
        subscription.phone().value(),
        subscription.filter().replies(),
        subscription.filter().reposts(),
        Optional.of(subscription.filter().keywords()).filter(it -> !it.isEmpty()).map(Json::write),
        subscription.textMode(),
        subscription.since().value(),
        subscription.active(),
        subscription.test(),
        subscription.createdAt());
  }

  @Override
  public void remove(AccountId account, SubscriptionId id) {
    sql.update(
        "delete from subscription where account_id = ? and id = ?", account.value(), id.value());
  }

  @Override
  public void deactivate(AccountId account, PhoneNumber phone) {
    lock(account);
    sql.update(
        "update subscription set active = false where account_id = ? and number = ?",
        account.value(),
        phone.value());
  }

  @Override
  public Set<AccountId> accounts(XUserId author) {
    return sql
        .query(
            "select distinct s.account_id from subscription s where s.author_id = ? and s.active",
            row -> new AccountId(row.uuid()),
            author.value())
        .stream()
        .collect(toUnmodifiableSet());
  }

  private static Subscription subscription(Sql.Row row) throws SQLException {
    return new Subscription(
        new SubscriptionId(row.uuid()),
        new AccountId(row.uuid()),
        new XUserId(row.number()),
        new PhoneNumber(row.text()),
        new PostFilter(row.bool(), row.bool(), keywords(row.maybeText())),
        TextMode.valueOf(row.text()),
        new PostId(row.number()),
        row.bool(),
        row.bool(),
        row.instant());
  }

  private static List<String> keywords(Optional<String> json) {
    return json.map(it -> List.of(Json.read(it, String[].class))).orElse(List.of());
  }
}
