package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.integers;
import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;

import io.crier.application.Slice;
import io.crier.application.messages.Chats;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stores chats as rows, which {@link SqlMessages} keeps up to date. */
@Dependent
class SqlChats implements Chats {

  private static final String SELECT =
      "select h.peer, h.name, h.unread, h.marked_unread, h.archived, h.muted, h.pinned,"
          + " h.disappearing_seconds, "
          + MessageColumns.COLUMNS
          + " from chat h join message m on m.id = h.last_message ";

  /** As {@link Chat#counts} says. */
  private static final String COUNTS =
      " and m.direction = 'INBOUND' and m.origin <> 'HISTORY' and m.type not in ('reaction', 'edit', 'deletion')";

  /** One comparison, so that the index of a chat's messages begins there. */
  private static final String AFTER_THOSE_READ =
      " and m.id > coalesce(%s.read_through, cast('00000000-0000-0000-0000-000000000000' as uuid))";

  /** Skips chats whose session was removed in the meantime. */
  private static final String ROWS =
      "select c.session_id, c.peer, c.name, c.last_message, c.unread, c.read_through"
          + " from unnest(cast(? as uuid array), cast(? as varchar array),"
          + " cast(? as varchar array), cast(? as uuid array), cast(? as integer array),"
          + " cast(? as uuid array))"
          + " as c(session_id, peer, name, last_message, unread, read_through)"
          + " join session s on s.id = c.session_id order by c.session_id, c.peer";

  private static final String COLUMNS =
      "session_id, peer, name, last_message, unread, read_through";

  /** How a known chat changes; the names of both rows are filled in. */
  private static final String CHANGES =
      " update set name = coalesce(%2$s.name, %1$s.name),"
          + " last_message = greatest(%1$s.last_message, %2$s.last_message),"
          + " unread = case when %2$s.read_through is null then %1$s.unread else 0 end"
          + " + %2$s.unread,"
          + " marked_unread = %1$s.marked_unread and %2$s.read_through is null,"
          + " read_through = coalesce(%2$s.read_through, %1$s.read_through)";

  private final Sql sql;
  private final MessageColumns columns;

  @Inject
  SqlChats(Sql sql, SealedBox box) {
    this.sql = sql;
    this.columns = new MessageColumns(box);
  }

  /** Brings the chats of these new messages up to date. */
  void record(List<Message> messages) {
    // In a fixed order, to avoid deadlocks between concurrent units of work.
    var changes = new TreeMap<String, Fresh>();
    messages.stream()
        .filter(Chat::shows)
        .forEach(
            it ->
                changes.merge(
                    it.session().value() + it.peer().text(), Fresh.of(it), Fresh::followedBy));
    if (changes.isEmpty()) {
      return;
    }
    var fresh = changes.values();
    sql.update(
        sql.isPostgres()
            ? "insert into chat ("
                + COLUMNS
                + ") "
                + ROWS
                + " on conflict (session_id, peer) do"
                + CHANGES.formatted("chat", "excluded")
            : "merge into chat h using ("
                + ROWS
                + ") c on h.session_id = c.session_id and h.peer = c.peer"
                + " when matched then"
                + CHANGES.formatted("h", "c")
                + " when not matched then insert ("
                + COLUMNS
                + ") values (c.session_id, c.peer, c.name, c.last_message, c.unread,"
                + " c.read_through)",
        uuids(fresh, it -> it.last().session().value()),
        texts(fresh, it -> it.last().peer().text()),
        texts(fresh, it -> it.name().orElse(null)),
        uuids(fresh, it -> it.last().id().value()),
        integers(fresh, Fresh::unread),
        uuids(fresh, it -> it.readThrough().map(MessageId::value).orElse(null)));
  }

  /** New messages of one chat. */
  private record Fresh(
      Message last, Optional<String> name, int unread, Optional<MessageId> readThrough) {

    static Fresh of(Message message) {
      return new Fresh(
          message,
          Chat.nameIn(message),
          Chat.counts(message) ? 1 : 0,
          Optional.of(message.id()).filter(id -> Chat.reads(message)));
    }

    Fresh followedBy(Fresh next) {
      return new Fresh(
          next.last,
          next.name.or(() -> name),
          next.readThrough.isPresent() ? next.unread : unread + next.unread,
          next.readThrough.or(() -> readThrough));
    }
  }

  /** Merges a chat with another one that has turned out to be with the same person. */
  void merge(SessionId session, Recipient was, Recipient is) {
    var id = session.value();
    var renamed =
        sql.update(
            "update chat set peer = ? where session_id = ? and peer = ? and not exists"
                + " (select 1 from chat o where o.session_id = ? and o.peer = ?)",
            is.text(),
            id,
            was.text(),
            id,
            is.text());
    if (renamed > 0) {
      return;
    }
    var merged =
        sql.query(
            "select name, last_message, read_through from chat where session_id = ? and peer = ?",
            row ->
                sql.update(
                    "update chat set name = coalesce(name, ?),"
                        + " last_message = greatest(last_message, cast(? as uuid)),"
                        + " read_through = greatest(read_through, cast(? as uuid))"
                        + " where session_id = ? and peer = ?",
                    row.maybeText(),
                    row.uuid(),
                    Optional.ofNullable(row.uuid()),
                    id,
                    is.text()),
            id,
            was.text());
    if (!merged.isEmpty()) {
      sql.update("delete from chat where session_id = ? and peer = ?", id, was.text());
      count(session, is);
    }
  }

  /** Counts the unread messages again. */
  private void count(SessionId session, Recipient chat) {
    sql.update(
        "update chat set unread = (select count(*) from message m where m.account_id ="
            + " (select s.account_id from session s where s.id = chat.session_id)"
            + " and m.session_id = chat.session_id and m.peer = chat.peer"
            + AFTER_THOSE_READ.formatted("chat")
            + COUNTS
            + ") where session_id = ? and peer = ?",
        session.value(),
        chat.text());
  }

  @Override
  public Slice<Chat> list(SessionId session, Optional<MessageId> before, int limit) {
    var parameters = new ArrayList<Object>(List.of(session.value()));
    before.ifPresent(it -> parameters.add(it.value()));
    parameters.add(limit + 1);
    return Slice.of(
        sql.query(
            SELECT
                + "where h.session_id = ?"
                + (before.isPresent() ? " and h.last_message < ?" : "")
                + " order by h.last_message desc limit ?",
            this::read,
            parameters.toArray()),
        limit);
  }

  @Override
  public Optional<Chat> find(SessionId session, Recipient chat) {
    return sql
        .query(
            SELECT + "where h.session_id = ? and h.peer = ?",
            this::read,
            session.value(),
            chat.text())
        .stream()
        .findFirst();
  }

  @Override
  public List<Message> unread(Session session, Recipient chat, int limit) {
    return sql.query(
        MessageColumns.SELECT
            + "join chat h on h.session_id = m.session_id and h.peer = m.peer"
            + " where m.account_id = ? and m.session_id = ? and m.peer = ?"
            + AFTER_THOSE_READ.formatted("h")
            + COUNTS
            + " order by m.id desc limit ?",
        columns::read,
        session.account().value(),
        session.id().value(),
        chat.text(),
        limit);
  }

  @Override
  public void change(SessionId session, Recipient chat, ChatChange change) {
    var assignments = new ArrayList<String>();
    change
        .read()
        .ifPresent(
            read ->
                assignments.add(
                    read
                        ? "unread = 0, marked_unread = false, read_through = last_message"
                        : "marked_unread = true"));
    change.archived().ifPresent(it -> assignments.add("archived = " + it));
    change.muted().ifPresent(it -> assignments.add("muted = " + it));
    change.pinned().ifPresent(it -> assignments.add("pinned = " + it));
    change.disappearingSeconds().ifPresent(it -> assignments.add("disappearing_seconds = " + it));
    sql.update(
        "update chat set " + String.join(", ", assignments) + " where session_id = ? and peer = ?",
        session.value(),
        chat.text());
  }

  @Override
  public void readThrough(Message message) {
    var changed =
        sql.update(
            "update chat set read_through = ?, marked_unread = false"
                + " where session_id = ? and peer = ?"
                + " and (read_through is null or read_through < ?)",
            message.id().value(),
            message.session().value(),
            message.peer().text(),
            message.id().value());
    if (changed > 0) {
      count(message.session(), message.peer());
    }
  }

  @Override
  public Map<Recipient, String> names(SessionId session, Collection<Recipient> chats) {
    return sql
        .query(
            "select h.peer, h.name from chat h where h.session_id = ? and h.name is not null"
                + " and h.peer = any(cast(? as varchar array))",
            row -> Map.entry(Recipient.parse(row.text()), row.text()),
            session.value(),
            texts(chats, Recipient::text))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public void rename(SessionId session, Map<Recipient, String> names) {
    names.forEach(
        (chat, name) ->
            sql.update(
                "update chat set name = ? where session_id = ? and peer = ?",
                name,
                session.value(),
                chat.text()));
  }

  private Chat read(Sql.Row row) throws SQLException {
    var id = Recipient.parse(row.text());
    var name = row.maybeText();
    var unread = row.integer();
    var markedUnread = row.bool();
    var archived = row.bool();
    var muted = row.bool();
    var pinned = row.bool();
    var disappearingSeconds = row.integer();
    return new Chat(
        id,
        name,
        columns.read(row),
        unread,
        markedUnread,
        archived,
        muted,
        pinned,
        disappearingSeconds);
  }
}
