package io.crier.persistence.notifications;

import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.uuids;

import io.crier.application.Slice;
import io.crier.application.notifications.Notifications;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Alert;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import io.crier.persistence.Json;
import io.crier.persistence.Sql;
import io.crier.persistence.messages.FailureColumns;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Stores notifications as rows; one statement creates those of a post from the matching
 * subscriptions.
 */
@Dependent
class SqlNotifications implements Notifications {

  private static final String POST_COLUMNS =
      "p.id, p.root_id, p.author_id, coalesce(p.username, a.username), p.kind, p.text";

  private static final String JOIN_POST =
      " from notification n join x_post p on p.id = n.post_id"
          + " join x_account a on a.id = p.author_id ";

  private static final String HAS_SAME_ROOT =
      "n.root_id in (select p.root_id from x_post p where p.id = any(cast(? as bigint array)))";

  private final Sql sql;

  @Inject
  SqlNotifications(Sql sql) {
    this.sql = sql;
  }

  @Override
  public int createFor(Post post, Instant now) {
    var withoutKeywords = insert(post, now, "s.keywords is null");
    var byKeyword = matchingKeywords(post);
    return byKeyword.isEmpty()
        ? withoutKeywords
        : withoutKeywords
            + insert(
                post,
                now,
                "s.id = any(cast(? as uuid array))",
                uuids(byKeyword, Function.identity()));
  }

  /** The keyword subscriptions that the post matches, as decided by the domain. */
  private List<UUID> matchingKeywords(Post post) {
    return sql
        .query(
            "select s.id, s.replies, s.reposts, s.keywords from subscription s where "
                + wants(post)
                + " and s.keywords is not null",
            row ->
                new KeywordSubscription(
                    row.uuid(),
                    new PostFilter(
                        row.bool(), row.bool(), List.of(Json.read(row.text(), String[].class)))),
            post.author().value(),
            post.root().value())
        .stream()
        .filter(it -> it.filter().includes(post))
        .map(KeywordSubscription::subscription)
        .toList();
  }

  private record KeywordSubscription(UUID subscription, PostFilter filter) {}

  private int insert(Post post, Instant now, String condition, Object... parameters) {
    var all =
        new ArrayList<Object>(
            List.of(
                post.root().value(),
                post.id().value(),
                now,
                post.author().value(),
                post.root().value()));
    all.addAll(List.of(parameters));
    if (!sql.isPostgres()) {
      all.add(post.root().value());
    }
    return sql.update(
        "insert into notification (id, account_id, subscription_id, root_id, post_id, number,"
            + " text_mode, test, created_at, waiting) select "
            + (sql.isPostgres() ? "gen_random_uuid()" : "random_uuid()")
            + ", s.account_id, s.id, cast(? as bigint), cast(? as bigint), s.number, s.text_mode,"
            + " s.test, cast(? as timestamp with time zone), true from subscription s where "
            + wants(post)
            + " and "
            + condition
            + (sql.isPostgres()
                ? " order by s.id on conflict (root_id, subscription_id) do nothing"
                : " and not exists (select 1 from notification n"
                    + " where n.subscription_id = s.id and n.root_id = ?) order by s.id"),
        all.toArray());
  }

  /**
   * Whether a subscription wants the post, apart from keywords. The parameters are its author and
   * root.
   */
  private static String wants(Post post) {
    return "s.author_id = ? and s.active and s.since_post < ?"
        + switch (post.kind()) {
          case ORIGINAL, QUOTE, THREAD -> "";
          case REPLY -> " and s.replies";
          case REPOST -> " and s.reposts";
        };
  }

  @Override
  public List<Alert> waiting(Set<AccountId> passedOver, int limit) {
    return sql.query(
        "select n.id, n.account_id, n.subscription_id, n.number, n.text_mode, n.test, "
            + POST_COLUMNS
            + ", a.display_name, n.created_at"
            + JOIN_POST
            + "where n.waiting and n.account_id <> all(cast(? as uuid array))"
            + " order by n.seq limit ?"
            // On H2 only one unit of work runs at a time.
            + (sql.isPostgres() ? " for update of n skip locked" : ""),
        SqlNotifications::alert,
        uuids(passedOver, AccountId::value),
        limit);
  }

  private static Alert alert(Sql.Row row) throws SQLException {
    return new Alert(
        new NotificationId(row.uuid()),
        new AccountId(row.uuid()),
        new SubscriptionId(row.uuid()),
        new PhoneNumber(row.text()),
        TextMode.valueOf(row.text()),
        row.bool(),
        post(row),
        row.maybeText(),
        row.instant());
  }

  private static Post post(Sql.Row row) throws SQLException {
    return new Post(
        new PostId(row.number()),
        new PostId(row.number()),
        new XUserId(row.number()),
        row.maybeText().map(XUsername::new),
        Post.Kind.valueOf(row.text()),
        row.text());
  }

  @Override
  public void handedOver(Collection<NotificationId> ids) {
    sql.update(
        "update notification set waiting = false where id = any(cast(? as uuid array))",
        uuids(ids, NotificationId::value));
  }

  @Override
  public List<NotificationId> withdraw(Collection<PostId> posts) {
    var deleted = longs(posts, PostId::value);
    sql.update(
        "update notification n set waiting = false where n.waiting and " + HAS_SAME_ROOT, deleted);
    return sql.query(
        "select n.id from notification n join message m on m.id = n.id where "
            + HAS_SAME_ROOT
            + " order by n.seq",
        row -> new NotificationId(row.uuid()),
        deleted);
  }

  @Override
  public List<NotificationId> withdraw(AccountId account, PhoneNumber phone) {
    return withdraw("n.account_id = ? and n.number = ?", account.value(), phone.value());
  }

  @Override
  public List<NotificationId> withdraw(Subscription subscription) {
    return withdraw(
        // The first two columns are indexed.
        "n.account_id = ? and n.number = ? and n.subscription_id = ?",
        subscription.account().value(),
        subscription.phone().value(),
        subscription.id().value());
  }

  private List<NotificationId> withdraw(String condition, Object... parameters) {
    sql.update(
        "update notification n set waiting = false where n.waiting and " + condition, parameters);
    return sql.query(
        "select n.id from notification n join message m on m.id = n.id"
            + " where m.status = 'QUEUED' and "
            + condition
            + " order by n.seq",
        row -> new NotificationId(row.uuid()),
        parameters);
  }

  @Override
  public Slice<Notification> list(
      AccountId account, Filter filter, Optional<NotificationId> after, int limit) {
    var where = new StringBuilder("where n.account_id = ?");
    var parameters = new ArrayList<Object>(List.of(account.value()));
    var conditions = new LinkedHashMap<String, Optional<?>>();
    conditions.put("n.number = ?", filter.phone().map(PhoneNumber::value));
    conditions.put("p.author_id = ?", filter.author().map(XUserId::value));
    conditions.put("n.created_at >= ?", filter.from());
    conditions.put("n.created_at < ?", filter.to());
    conditions.put(
        "n.seq < (select o.seq from notification o where o.account_id = n.account_id and o.id = ?)",
        after.map(NotificationId::value));
    conditions.forEach(
        (condition, value) ->
            value.ifPresent(
                present -> {
                  where.append(" and ").append(condition);
                  parameters.add(present);
                }));
    parameters.add(limit + 1);
    return Slice.of(
        sql.query(
            "select n.id, n.account_id, n.subscription_id, n.number, "
                + POST_COLUMNS
                + ", m.whatsapp_id, n.created_at, n.waiting, m.status, m.attempt,"
                + " m.possible_duplicate, m.fault, m.engine_code, m.sent_at, m.delivered_at, m.read_at, m.played_at,"
                + " m.ended_at"
                + JOIN_POST
                + "left join message m on m.id = n.id "
                + where
                + " order by n.seq desc limit ?",
            SqlNotifications::notification,
            parameters.toArray()),
        limit);
  }

  private static Notification notification(Sql.Row row) throws SQLException {
    var id = new NotificationId(row.uuid());
    var account = new AccountId(row.uuid());
    var subscription = new SubscriptionId(row.uuid());
    var phone = new PhoneNumber(row.text());
    var post = post(row);
    var whatsAppId = row.maybeText().map(WhatsAppId::new);
    var createdAt = row.instant();
    return new Notification(
        id, account, subscription, phone, post, whatsAppId, progress(row), createdAt);
  }

  private static Progress progress(Sql.Row row) throws SQLException {
    var waiting = row.bool();
    var status = row.maybeText();
    if (status.isEmpty()) {
      return Progress.starting(waiting ? MessageStatus.QUEUED : MessageStatus.CANCELLED);
    }
    return new Progress(
        MessageStatus.valueOf(status.get()),
        row.integer(),
        row.bool(),
        FailureColumns.read(row),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant(),
        Optional.empty());
  }
}
