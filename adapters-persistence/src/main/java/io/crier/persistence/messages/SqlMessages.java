package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.booleans;
import static io.crier.persistence.Sql.Column.instants;
import static io.crier.persistence.Sql.Column.integers;
import static io.crier.persistence.Sql.Column.longs;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.crier.application.Slice;
import io.crier.application.messages.Messages;
import io.crier.application.sessions.Node;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Json;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Messages as rows, and the queues as an index of them. Every step is one statement for any number
 * of messages, and looks for itself whether it may still be taken.
 */
@Dependent
class SqlMessages implements Messages {

  private static final String COLUMNS =
      "m.id, m.account_id, m.session_id, m.direction, m.peer,"
          + " (select k.address from contact k"
          + " where k.session_id = m.session_id and k.recipient = m.peer) as address,"
          + " m.type, m.body, m.content, m.priority, m.test, m.send_at, m.metadata, m.whatsapp_id,"
          + " m.created_at, m.status, m.attempt, m.possible_duplicate, m.fault, m.sent_at,"
          + " m.delivered_at, m.read_at, m.ended_at";

  private static final String SELECT = "select " + COLUMNS + " from message m ";

  /** Without Crier's own. */
  private static final String OF_ACCOUNTS = "m.priority > " + Priority.ALERT.ordinal();

  private static final String IS_ONE_OF_THESE_ALERTS =
      "m.priority = " + Priority.ALERT.ordinal() + " and m.id = any(cast(? as uuid array))";

  private static final String HAS_MET =
      "exists (select 1 from contact k where k.session_id = m.session_id"
          + " and k.recipient = m.peer and k.met_at is not null)";

  /**
   * Whether the session is still held by the node that the row {@code c} comes from. A value and
   * not a join: whatever the planner knows of owners, it looks the session up by its id.
   */
  private static final String IS_OWNER =
      "c.epoch = (select s.owner_epoch from session s"
          + " where s.id = m.session_id and s.owner_node = c.node)"
          + " and exists (select 1 from node n where n.id = c.node and n.epoch = c.life"
          + " and n.expires_at > current_timestamp)";

  private static final String PROGRESS =
      "status = c.status, attempt = c.attempt, possible_duplicate = c.possible_duplicate,"
          + " whatsapp_id = c.whatsapp_id, fault = c.fault, sent_at = c.sent_at,"
          + " delivered_at = c.delivered_at, read_at = c.read_at, ended_at = c.ended_at,"
          + " inflight_session = case when c.status = 'SENDING' then m.session_id end";

  private static final String PROGRESS_ARRAYS =
      "cast(? as uuid array), cast(? as varchar array), cast(? as integer array),"
          + " cast(? as boolean array), cast(? as varchar array), cast(? as varchar array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array),"
          + " cast(? as timestamp with time zone array)";

  private static final String PROGRESS_COLUMNS =
      "id, status, attempt, possible_duplicate, whatsapp_id, fault, sent_at, delivered_at,"
          + " read_at, ended_at";

  /** How many sessions one query asks for: two sizes, so that the database knows its plans. */
  private static final int FEW = 5;

  private static final int MANY = 50;

  /** No JSON begins like this. */
  private static final String SEALED = "sealed:";

  private static final SessionId NO_SESSION = new SessionId(new UUID(0, 0));

  /** How many of the last sends are looked at for signs of life. */
  private static final int RECENT = 200;

  private final Sql sql;
  private final SealedBox box;

  @Inject
  SqlMessages(Sql sql, SealedBox box) {
    this.sql = sql;
    this.box = box;
  }

  @Override
  public void add(List<Message> messages) {
    sql.update(
        "insert into message (id, account_id, session_id, direction, peer, type, body, content,"
            + " priority, test, send_at, metadata, whatsapp_id, created_at, status)"
            + " select id, account_id, session_id, direction, peer, type, body, content, priority,"
            + " test, send_at, metadata, whatsapp_id, created_at, status"
            + " from unnest(cast(? as uuid array), cast(? as uuid array), cast(? as uuid array),"
            + " cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),"
            + " cast(? as varchar array), cast(? as varchar array), cast(? as integer array),"
            + " cast(? as boolean array), cast(? as timestamp with time zone array),"
            + " cast(? as varchar array), cast(? as varchar array),"
            + " cast(? as timestamp with time zone array), cast(? as varchar array))"
            + " with ordinality"
            + " as c(id, account_id, session_id, direction, peer, type, body, content, priority,"
            + " test, send_at, metadata, whatsapp_id, created_at, status, place) order by place",
        uuids(messages, message -> message.id().value()),
        uuids(messages, message -> message.account().value()),
        uuids(messages, message -> message.session().value()),
        texts(messages, message -> message.direction().name()),
        texts(messages, message -> message.peer().text()),
        texts(messages, message -> message.content().type()),
        texts(messages, message -> isSecret(message) ? null : message.content().text()),
        texts(messages, this::stored),
        integers(messages, message -> message.priority().ordinal()),
        booleans(messages, message -> message.handling().test()),
        instants(messages, message -> message.handling().sendAt()),
        texts(messages, message -> message.handling().metadata().map(Metadata::json).orElse(null)),
        texts(messages, message -> message.whatsAppId().value()),
        instants(messages, message -> Optional.of(message.createdAt())),
        texts(messages, message -> message.status().name()));
  }

  @Override
  public Optional<Message> find(AccountId account, MessageId id) {
    return read(
            SELECT + "where m.account_id = ? and m.id = ? and " + OF_ACCOUNTS,
            account.value(),
            id.value())
        .stream()
        .findFirst();
  }

  @Override
  public Slice<Message> list(
      AccountId account, Filter filter, Optional<MessageId> after, int limit) {
    var where = new StringBuilder("where m.account_id = ? and " + OF_ACCOUNTS);
    var parameters = new ArrayList<Object>(List.of(account.value()));
    var conditions = new LinkedHashMap<String, Optional<?>>();
    conditions.put(
        "m.session_id = any(cast(? as uuid array))",
        Optional.of(filter.sessions())
            .filter(sessions -> !sessions.isEmpty())
            .map(sessions -> uuids(sessions, SessionId::value)));
    conditions.put("m.status = ?", filter.status());
    conditions.put("m.direction = ?", filter.direction());
    conditions.put("m.peer = ?", filter.peer().map(Recipient::text));
    conditions.put("m.created_at >= ?", filter.from());
    conditions.put("m.created_at < ?", filter.to());
    conditions.put("m.id < ?", after.map(MessageId::value));
    conditions.forEach(
        (condition, value) ->
            value.ifPresent(
                present -> {
                  where.append(" and ").append(condition);
                  parameters.add(present);
                }));
    parameters.add(limit + 1);
    return Slice.of(
        read(SELECT + where + " order by m.id desc limit ?", parameters.toArray()), limit);
  }

  @Override
  public List<Message> cancel(AccountId account, Collection<MessageId> ids, Instant now) {
    return cancel(
        "m.account_id = ? and m.id = any(cast(? as uuid array)) and " + OF_ACCOUNTS,
        now,
        account.value(),
        uuids(ids, MessageId::value));
  }

  @Override
  public List<Message> cancelAlerts(Collection<MessageId> ids, Instant now) {
    return cancel(IS_ONE_OF_THESE_ALERTS, now, uuids(ids, MessageId::value));
  }

  @Override
  public List<Message> reassign(Collection<MessageId> ids, SessionId session) {
    return read(
        sql.changed(
            "update message m set session_id = ?"
                + " where m.status = 'QUEUED' and not m.possible_duplicate and m.priority <= "
                + Priority.ALERT.ordinal()
                + " and m.id = any(cast(? as uuid array))",
            COLUMNS),
        session.value(),
        uuids(ids, MessageId::value));
  }

  @Override
  public void blankAlerts(Collection<MessageId> ids, Content.Text instead) {
    sql.update(
        "update message m set body = ?, content = null"
            + " where m.status not in ('SCHEDULED', 'QUEUED', 'SENDING') and "
            + IS_ONE_OF_THESE_ALERTS,
        instead.body(),
        uuids(ids, MessageId::value));
  }

  @Override
  public List<Message> cancelAll(SessionId session, Instant now) {
    return cancel("m.session_id = ?", now, session.value());
  }

  private List<Message> cancel(String which, Instant now, Object... parameters) {
    var all = new ArrayList<Object>(List.of(now));
    Collections.addAll(all, parameters);
    return read(
        sql.changed(
            "update message m set status = 'CANCELLED', ended_at = ?"
                + " where m.status in ('SCHEDULED', 'QUEUED') and "
                + which,
            COLUMNS),
        all.toArray());
  }

  @Override
  public List<Message> enqueueDue(Instant now, int limit) {
    var due =
        sql.query(
            "select m.id from message m where m.status = 'SCHEDULED' and m.send_at <= ?"
                + " order by m.send_at limit ? for update skip locked",
            row -> row.uuid(),
            now,
            limit);
    if (due.isEmpty()) {
      return List.of();
    }
    return read(
        sql.changed(
            "update message m set status = 'QUEUED'"
                + " where m.status = 'SCHEDULED' and m.id = any(cast(? as uuid array))",
            COLUMNS),
        uuids(due, Function.identity()));
  }

  @Override
  public Map<MessageId, MessageStatus> statuses(Collection<MessageId> ids) {
    return sql
        .query(
            "select m.id, m.status from message m where m.id = any(cast(? as uuid array))",
            row -> Map.entry(new MessageId(row.uuid()), MessageStatus.valueOf(row.text())),
            uuids(ids, MessageId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Map<SessionId, Integer> queued(Collection<SessionId> sessions) {
    return sql
        .query(
            "select m.session_id, count(*) from message m where m.status = 'QUEUED'"
                + " and m.session_id = any(cast(? as uuid array)) group by m.session_id",
            row -> Map.entry(new SessionId(row.uuid()), row.integer()),
            uuids(sessions, SessionId::value))
        .stream()
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<Message> heads(Collection<SessionId> sessions, Set<SessionId> metOnly, int limit) {
    return inEach(
        sessions,
        "select "
            + COLUMNS
            + ", m.seq from message m where m.session_id = ? and m.status = 'QUEUED' and (cast(? as boolean) or "
            + HAS_MET
            + ") order by m.priority, m.seq limit ?",
        "session_id, priority, seq",
        session -> List.of(!metOnly.contains(session), limit),
        this::message);
  }

  @Override
  public int ahead(Message message) {
    return sql.query(
            "select count(*) from message m join message o on o.session_id = m.session_id"
                + " where m.id = ? and o.status = 'QUEUED' and (o.priority < m.priority"
                + " or (o.priority = m.priority and o.seq < m.seq))",
            row -> row.integer(),
            message.id().value())
        .getFirst();
  }

  @Override
  public List<Message> claim(Node node, List<Claim> claims, Instant now) {
    var one = new LinkedHashMap<SessionId, Claim>();
    claims.forEach(claim -> one.putIfAbsent(claim.session(), claim));
    return read(
        sql.changed(
            sql.updateFrom(
                "message",
                "select id, session_id, epoch, turn, cast(? as varchar) as node,"
                    + " cast(? as bigint) as life, cast(? as timestamp with time zone) as began_at"
                    + " from unnest(cast(? as uuid array), cast(? as uuid array),"
                    + " cast(? as bigint array), cast(? as integer array))"
                    + " as given(id, session_id, epoch, turn)",
                "m.status = 'QUEUED' and m.session_id = c.session_id and "
                    + IS_OWNER
                    + " and not exists"
                    + " (select 1 from message o where o.inflight_session = m.session_id)",
                "status = 'SENDING', attempt = m.attempt + 1, turn = c.turn,"
                    + " owner_epoch = c.epoch, began_at = c.began_at,"
                    + " inflight_session = m.session_id, reaches_out = not "
                    + HAS_MET),
            COLUMNS),
        node.id(),
        node.epoch(),
        now,
        uuids(one.values(), claim -> claim.message().value()),
        uuids(one.values(), claim -> claim.session().value()),
        longs(one.values(), Claim::epoch),
        integers(one.values(), Claim::turn));
  }

  @Override
  public List<Message> complete(Node node, List<Completion> completions) {
    var ended = completions.stream().map(SqlMessages::completed).toList();
    lockInOrder(ended);
    var parameters = new ArrayList<Object>();
    parameters.add(node.id());
    parameters.add(node.epoch());
    parameters.add(longs(completions, Completion::epoch));
    parameters.addAll(progress(ended));
    var changed =
        new HashSet<>(
            sql.query(
                sql.changed(
                    sql.updateFrom(
                        "message",
                        "select given.*, cast(? as varchar) as node, cast(? as bigint) as life"
                            + " from unnest(cast(? as bigint array), "
                            + PROGRESS_ARRAYS
                            + ") as given(epoch, "
                            + PROGRESS_COLUMNS
                            + ")",
                        "m.status = 'SENDING' and " + IS_OWNER,
                        PROGRESS),
                    "m.id"),
                row -> new MessageId(row.uuid()),
                parameters.toArray()));
    return ended.stream().filter(message -> changed.contains(message.id())).toList();
  }

  /**
   * As receipts lock them, session by session, so that neither waits for the other. H2 locks rows
   * in the order in which it finds them: there one of the two is run again.
   */
  private void lockInOrder(List<Message> ended) {
    if (sql.isPostgres()) {
      sql.query(
          "select m.id from message m where m.id = any(cast(? as uuid array))"
              + " order by m.session_id, m.id for update",
          row -> row.uuid(),
          uuids(ended, message -> message.id().value()));
    }
  }

  private static Message completed(Completion completion) {
    var claimed = completion.message();
    return new Message(
        claimed.id(),
        claimed.account(),
        claimed.session(),
        claimed.direction(),
        claimed.peer(),
        claimed.address(),
        claimed.content(),
        claimed.handling(),
        completion.whatsAppId(),
        claimed.createdAt(),
        completion.progress());
  }

  @Override
  public List<Message> inFlight(Collection<SessionId> sessions) {
    return read(
        SELECT + "where m.inflight_session = any(cast(? as uuid array)) order by m.id",
        uuids(sessions, SessionId::value));
  }

  @Override
  public List<Message> byWhatsAppIds(SessionId session, Collection<WhatsAppId> ids) {
    return read(
        SELECT
            + "where m.session_id = ? and m.whatsapp_id = any(cast(? as varchar array))"
            + " and m.direction = 'OUTBOUND' order by m.id for update",
        session.value(),
        texts(ids, WhatsAppId::value));
  }

  @Override
  public Optional<MessageId> known(SessionId session, Direction direction, WhatsAppId id) {
    return sql
        .query(
            "select m.id from message m where m.session_id = ? and m.whatsapp_id = ?"
                + " and m.direction = ? limit 1",
            row -> new MessageId(row.uuid()),
            session.value(),
            id.value(),
            direction)
        .stream()
        .findFirst();
  }

  @Override
  public void rename(SessionId session, Recipient was, Recipient is) {
    sql.update(
        "update message set peer = ? where session_id = ? and peer = ?",
        is.text(),
        session.value(),
        was.text());
  }

  @Override
  public void move(List<Message> messages) {
    sql.update(
        sql.updateFrom(
            "message",
            "select * from unnest(" + PROGRESS_ARRAYS + ") as given(" + PROGRESS_COLUMNS + ")",
            "true",
            PROGRESS),
        progress(messages).toArray());
  }

  private static List<Object> progress(List<Message> messages) {
    return List.of(
        uuids(messages, message -> message.id().value()),
        texts(messages, message -> message.status().name()),
        integers(messages, message -> message.progress().attempt()),
        booleans(messages, message -> message.progress().possibleDuplicate()),
        texts(messages, message -> message.whatsAppId().value()),
        texts(messages, message -> message.progress().fault().map(Fault::name).orElse(null)),
        instants(messages, message -> message.progress().sentAt()),
        instants(messages, message -> message.progress().deliveredAt()),
        instants(messages, message -> message.progress().readAt()),
        instants(messages, message -> message.progress().endedAt()));
  }

  @Override
  public Map<SessionId, Trail> trails(Collection<SessionId> sessions, Instant dayStart) {
    var today =
        sql
            .query(
                "select m.session_id, count(*),"
                    + " count(distinct case when m.reaches_out then m.peer end) from message m"
                    + " where m.session_id = any(cast(? as uuid array)) and m.began_at >= ?"
                    + " group by m.session_id",
                row -> Map.entry(new SessionId(row.uuid()), new Day(row.integer(), row.integer())),
                uuids(sessions, SessionId::value),
                dayStart)
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    var last =
        inEach(
                sessions,
                "select m.session_id, m.turn, case m.status when 'SENDING' then m.began_at"
                    + " when 'FAILED' then m.ended_at else coalesce(m.sent_at, m.began_at) end"
                    + " from message m where m.session_id = ? and m.began_at is not null"
                    + " order by m.began_at desc, m.turn desc limit 1",
                "session_id",
                session -> List.of(),
                row ->
                    Map.entry(
                        new SessionId(row.uuid()), new Last(row.integer(), row.maybeInstant())))
            .stream()
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    return Set.copyOf(sessions).stream()
        .collect(
            toMap(
                Function.identity(),
                session -> {
                  var attempt = last.getOrDefault(session, Last.NONE);
                  var day = today.getOrDefault(session, Day.NONE);
                  return new Trail(attempt.end(), attempt.turn(), day.sent(), day.met());
                }));
  }

  private record Last(int turn, Optional<Instant> end) {
    static final Last NONE = new Last(0, Optional.empty());
  }

  private record Day(int sent, int met) {
    static final Day NONE = new Day(0, 0);
  }

  @Override
  public Health health(SessionId session) {
    var queue =
        sql.query(
                "select count(*), min(m.created_at) from message m"
                    + " where m.session_id = ? and m.status = 'QUEUED'",
                row -> Map.entry(row.integer(), row.maybeInstant()),
                session.value())
            .getFirst();
    return sql.query(
            "select max(m.sent_at), max(greatest(m.sent_at, coalesce(m.delivered_at, m.sent_at),"
                + " coalesce(m.read_at, m.sent_at)))"
                + " from (select o.sent_at, o.delivered_at, o.read_at from message o"
                + " where o.session_id = ? and o.began_at is not null"
                + " order by o.began_at desc limit ?) m where m.sent_at is not null",
            row ->
                new Health(
                    queue.getKey(), queue.getValue(), row.maybeInstant(), row.maybeInstant()),
            session.value(),
            RECENT)
        .getFirst();
  }

  /**
   * The first rows of each session, one limited branch for each: the index hands them over in
   * order, where a query over all sessions at once would sort their whole queues.
   */
  private <T> List<T> inEach(
      Collection<SessionId> sessions,
      String branch,
      String order,
      Function<SessionId, List<?>> more,
      Sql.Reader<T> reader) {
    var rows = new ArrayList<T>();
    var left = new ArrayDeque<>(sessions);
    while (!left.isEmpty()) {
      var size = left.size() <= FEW ? FEW : MANY;
      var parameters = new ArrayList<Object>();
      for (var i = 0; i < size; i++) {
        var session = left.isEmpty() ? NO_SESSION : left.poll();
        parameters.add(session.value());
        parameters.addAll(more.apply(session));
      }
      var query =
          Stream.generate(() -> "(" + branch + ")")
              .limit(size)
              .collect(joining(" union all ", "select * from (", ") m order by " + order));
      rows.addAll(sql.query(query, reader, parameters.toArray()));
    }
    return rows;
  }

  private List<Message> read(String query, Object... parameters) {
    return sql.query(query, this::message, parameters);
  }

  private Message message(Sql.Row row) throws SQLException {
    var id = new MessageId(row.uuid());
    return new Message(
        id,
        new AccountId(row.uuid()),
        new SessionId(row.uuid()),
        Direction.valueOf(row.text()),
        Recipient.parse(row.text()),
        row.maybeText().map(Address::new),
        content(id, row.text(), row.text(), row.maybeText()),
        handling(row),
        new WhatsAppId(row.text()),
        row.instant(),
        progress(row));
  }

  private static Handling handling(Sql.Row row) throws SQLException {
    return new Handling(
        PRIORITIES[row.integer()],
        row.bool(),
        row.maybeInstant(),
        row.maybeText().map(Metadata::new));
  }

  private static final Priority[] PRIORITIES = Priority.values();

  private static Progress progress(Sql.Row row) throws SQLException {
    return new Progress(
        MessageStatus.valueOf(row.text()),
        row.integer(),
        row.bool(),
        row.maybeText().map(Fault::valueOf),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant(),
        row.maybeInstant());
  }

  /** Whether its type and its text say all. */
  private static boolean isPlain(Content content) {
    return content instanceof Content.Text && content.context().isNone();
  }

  private static String json(Content content) {
    return Json.write(content, Content.class);
  }

  /** What its type and its text do not say; of a code everything, under a seal. */
  private String stored(Message message) {
    if (isSecret(message)) {
      var clear = json(message.content()).getBytes(StandardCharsets.UTF_8);
      return SEALED + Base64.getEncoder().encodeToString(box.seal(clear, place(message.id())));
    }
    return isPlain(message.content()) ? null : json(message.content());
  }

  private static boolean isSecret(Message message) {
    return message.priority() == Priority.CODE;
  }

  private static String place(MessageId id) {
    return "message/" + id.value();
  }

  private Content content(MessageId id, String type, String text, Optional<String> stored) {
    return stored
        .map(it -> it.startsWith(SEALED) ? opened(id, it.substring(SEALED.length())) : it)
        .map(it -> Json.read(it, Content.class))
        .orElseGet(() -> plain(type, text));
  }

  private String opened(MessageId id, String sealed) {
    return new String(
        box.open(Base64.getDecoder().decode(sealed), place(id)), StandardCharsets.UTF_8);
  }

  private static Content plain(String type, String text) {
    if (!type.equals("text")) {
      throw new IllegalStateException("a message of type " + type + " without its content");
    }
    return new Content.Text(text);
  }
}
