package io.crier.persistence.xaccounts;

import static io.crier.persistence.Sql.Column.booleans;
import static io.crier.persistence.Sql.Column.doubles;
import static io.crier.persistence.Sql.Column.instants;
import static io.crier.persistence.Sql.Column.integers;
import static io.crier.persistence.Sql.Column.longs;

import io.crier.application.xaccounts.XAccounts;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.watch.PostingRate;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Stores authors as rows, with their watches. */
@Dependent
class SqlXAccounts implements XAccounts {

  private static final String ACCOUNT_COLUMNS =
      "m.id, m.username, m.display_name, m.image, m.state";

  private static final String WATCH_COLUMNS =
      ACCOUNT_COLUMNS
          + ", m.watermark, m.posts_per_day, m.last_checked_at, m.last_post_at, m.next_poll_at,"
          + " m.misses, m.missed_since, m.stale";

  private static final String SELECT_WATCHED =
      "select "
          + WATCH_COLUMNS
          + ", s.subscribers, s.replies, s.reposts from x_account m join (select author_id,"
          + " count(*) as subscribers, max(case when replies then 1 else 0 end) as replies,"
          + " max(case when reposts then 1 else 0 end) as reposts from subscription"
          + " where active%s group by author_id) s on s.author_id = m.id"
          + " where m.watermark is not null";

  private static final String VALUES =
      "select * from unnest(cast(? as bigint array), cast(? as bigint array),"
          + " cast(? as double precision array), cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array), cast(? as integer array),"
          + " cast(? as timestamp with time zone array), cast(? as boolean array))"
          + " as g(id, watermark, posts_per_day, last_checked_at, last_post_at, next_poll_at,"
          + " misses, missed_since, stale)";

  private final Sql sql;

  @Inject
  SqlXAccounts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Known> find(XUsername username) {
    return find("m.username_key = ?", username.key());
  }

  @Override
  public Optional<Known> find(XUserId id) {
    return find("m.id = ?", id.value());
  }

  private Optional<Known> find(String condition, Object parameter) {
    return sql
        .query(
            "select " + ACCOUNT_COLUMNS + ", m.as_of from x_account m where " + condition,
            row -> new Known(account(row), row.instant()),
            parameter)
        .stream()
        .findFirst();
  }

  @Override
  public void keep(XAccount account, Instant asOf) {
    var key = account.username().key();
    sql.update(
        "update x_account set username_key = null where username_key = ? and id <> ?",
        key,
        account.id().value());
    var known =
        sql.update(
            "update x_account set username = ?, username_key = ?, display_name = ?, image = ?,"
                + " state = ?, as_of = ? where id = ?",
            account.username().value(),
            key,
            account.displayName(),
            account.image(),
            account.state(),
            asOf,
            account.id().value());
    if (known == 0) {
      // A concurrent request may have stored the same author already.
      sql.update(
          "insert into x_account (id, username, username_key, display_name, image, state, as_of)"
              + " values (?, ?, ?, ?, ?, ?, ?)"
              + (sql.isPostgres() ? " on conflict do nothing" : ""),
          account.id().value(),
          account.username().value(),
          key,
          account.displayName(),
          account.image(),
          account.state(),
          asOf);
    }
  }

  @Override
  public void watch(XUserId author, PostId from, Instant nextPollAt) {
    sql.update(
        "update x_account set watermark = greatest(coalesce(watermark, 0), ?), posts_per_day = 0,"
            + " last_checked_at = null, last_post_at = null, next_poll_at = ?, misses = 0,"
            + " missed_since = null, stale = false where id = ? and (watermark is null"
            + " or not exists (select 1 from subscription s where s.author_id = ? and s.active"
            + " and s.since_post < ?))",
        from.value(),
        nextPollAt,
        author.value(),
        author.value(),
        from.value());
  }

  @Override
  public List<Watched> watched() {
    return sql.query(SELECT_WATCHED.formatted(""), SqlXAccounts::watched);
  }

  @Override
  public List<Watched> watched(AccountId account) {
    return sql.query(
        SELECT_WATCHED.formatted(" and account_id = ?"), SqlXAccounts::watched, account.value());
  }

  private static Watched watched(Sql.Row row) throws SQLException {
    return new Watched(watch(row), row.integer(), row.integer() > 0, row.integer() > 0);
  }

  @Override
  public List<Watch> watches(Collection<XUserId> authors) {
    return sql.query(
        "select "
            + WATCH_COLUMNS
            + " from x_account m where m.id = any(cast(? as bigint array))"
            + " and m.watermark is not null order by m.id",
        SqlXAccounts::watch,
        longs(authors, XUserId::value));
  }

  @Override
  public void save(Collection<Watch> watches) {
    // In a fixed order, to avoid deadlocks between concurrent saves.
    var ordered =
        watches.stream().sorted(Comparator.comparing(watch -> watch.account().id())).toList();
    if (ordered.isEmpty()) {
      return;
    }
    sql.update(
        sql.updateFrom(
            "x_account",
            VALUES,
            "m.watermark is not null",
            "watermark = greatest(m.watermark, c.watermark), posts_per_day = c.posts_per_day,"
                + " last_checked_at = c.last_checked_at, last_post_at = c.last_post_at,"
                + " next_poll_at = c.next_poll_at, misses = c.misses,"
                + " missed_since = c.missed_since, stale = c.stale"),
        longs(ordered, watch -> watch.account().id().value()),
        longs(ordered, watch -> watch.watermark().value()),
        doubles(ordered, watch -> watch.rate().postsPerDay()),
        instants(ordered, Watch::lastCheckedAt),
        instants(ordered, Watch::lastPostAt),
        instants(ordered, watch -> Optional.of(watch.nextPollAt())),
        integers(ordered, watch -> watch.misses().count()),
        instants(ordered, watch -> watch.misses().since()),
        booleans(ordered, Watch::stale));
  }

  private static XAccount account(Sql.Row row) throws SQLException {
    return new XAccount(
        new XUserId(row.number()),
        new XUsername(row.text()),
        row.maybeText(),
        row.maybeText(),
        XAccountState.valueOf(row.text()));
  }

  private static Watch watch(Sql.Row row) throws SQLException {
    var account = account(row);
    var watermark = new PostId(row.number());
    var postsPerDay = row.real();
    var lastCheckedAt = row.maybeInstant();
    var rate = new PostingRate(postsPerDay, row.maybeInstant());
    var checks = new Watch.Checks(lastCheckedAt, row.instant());
    var misses = new Watch.Misses(row.integer(), row.maybeInstant());
    return new Watch(account, watermark, rate, checks, misses, row.bool());
  }
}
