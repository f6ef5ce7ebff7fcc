package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;

import io.crier.application.messages.PersonRecords;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Forgetting;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds people by the indexes that know them, and where there is none, within ranges of ids and
 * sequence numbers, so that each statement reads few rows.
 */
@Dependent
class SqlPersonRecords implements PersonRecords {

  private static final String UNDER_WAY = "m.status in ('SCHEDULED', 'QUEUED', 'SENDING')";
  private static final String FILES =
      "m.type in ('image', 'video', 'audio', 'document', 'sticker') and m.content is not null";
  private static final Pattern FILE = Pattern.compile("\"file\":\\{\"id\":\"([0-9a-f-]{36})\"");
  private static final UUID FIRST = new UUID(0, 0);
  private static final UUID LAST = new UUID(-1, -1);

  private final Sql sql;
  private final MessageColumns columns;

  @Inject
  SqlPersonRecords(Sql sql, SealedBox box) {
    this.sql = sql;
    this.columns = new MessageColumns(box);
  }

  @Override
  public Set<Recipient> names(AccountId account, Recipient named) {
    var names = new HashSet<Recipient>(Set.of(named));
    while (names.addAll(known(account, names))) {
      // Until no contact has a name that is not among them.
    }
    return Set.copyOf(names);
  }

  private Set<Recipient> known(AccountId account, Set<Recipient> names) {
    var known = new HashSet<Recipient>();
    for (var column : List.of("recipient", "also", "address")) {
      sql.query(
          "select k.recipient, k.also, k.address from session s"
              + " join contact k on k.session_id = s.id where s.account_id = ? and k."
              + column
              + " = any(cast(? as varchar array))",
          row -> {
            known.add(Recipient.parse(row.text()));
            row.maybeText().map(Recipient::parse).ifPresent(known::add);
            row.maybeText().flatMap(SqlPersonRecords::at).ifPresent(known::add);
            return true;
          },
          account.value(),
          texts(names, Recipient::text));
    }
    known.removeIf(Recipient.Group.class::isInstance);
    return known;
  }

  /** Who is at an address. */
  private static Optional<Recipient> at(String address) {
    return Recipient.isHidden(address)
        ? Optional.of(Recipient.parse(address))
        : new Address(address).number().map(Recipient.Phone::new);
  }

  @Override
  public boolean isWrittenTo(AccountId account, Set<Recipient> names, boolean own) {
    return !sql.query(
            "select 1 from message m where m.account_id = ?"
                + " and m.peer = any(cast(? as varchar array)) and m.priority > ? and "
                + UNDER_WAY
                + " limit 1",
            row -> row.integer(),
            account.value(),
            texts(names, Recipient::text),
            own ? -1 : Priority.ALERT.ordinal())
        .isEmpty();
  }

  @Override
  public Deleted deleteMessages(AccountId account, Set<Recipient> names, int limit) {
    var files = new HashSet<MediaId>();
    var ids = new ArrayList<UUID>();
    for (var name : names) {
      ids.addAll(ended(account, name.text(), "%", limit - ids.size(), files));
      var written = "%\"author\":\"" + name.text() + "\"%";
      ids.addAll(ended(account, Recipient.STORIES, written, limit - ids.size(), files));
    }
    if (ids.isEmpty()) {
      return new Deleted(0, 0, 0, Set.of());
    }
    var events =
        sql.query(
            "select e.id from event e where e.account_id = ?"
                + " and e.message_id = any(cast(? as uuid array))",
            row -> row.uuid(),
            account.value(),
            uuids(ids, Function.identity()));
    var deliveries = deleteEvents(account, events);
    new StatusTables(sql).forget(uuids(ids, Function.identity()));
    var messages =
        sql.update(
            "delete from message where account_id = ? and id = any(cast(? as uuid array))",
            account.value(),
            uuids(ids, Function.identity()));
    return new Deleted(messages, events.size(), deliveries, files);
  }

  /** The oldest of a chat whose content, if it is not plain, is like this. */
  private List<UUID> ended(
      AccountId account, String chat, String like, int limit, Set<MediaId> files) {
    return sql.query(
        "select m.id, m.content from message m where m.account_id = ? and m.peer = ?"
            + " and coalesce(m.content, '') like ? and not "
            + UNDER_WAY
            + " order by m.id limit ?",
        row -> {
          var id = row.uuid();
          row.maybeText().flatMap(SqlPersonRecords::file).ifPresent(files::add);
          return id;
        },
        account.value(),
        chat,
        like,
        limit);
  }

  private static Optional<MediaId> file(String content) {
    var found = FILE.matcher(content);
    return found.find()
        ? Optional.of(new MediaId(UUID.fromString(found.group(1))))
        : Optional.empty();
  }

  /** Returns how many deliveries went with them. */
  private int deleteEvents(AccountId account, List<UUID> ids) {
    if (ids.isEmpty()) {
      return 0;
    }
    var deliveries =
        sql.update(
            "delete from delivery where event_id = any(cast(? as uuid array))",
            uuids(ids, Function.identity()));
    sql.update(
        "delete from event where account_id = ? and id = any(cast(? as uuid array))",
        account.value(),
        uuids(ids, Function.identity()));
    return deliveries;
  }

  @Override
  public int deleteNotifications(AccountId account, Set<Recipient> names, int limit) {
    return sql.update(
        "delete from notification where id in (select n.id from notification n"
            + " where n.account_id = ? and n.number = any(cast(? as varchar array))"
            + " and not n.waiting and not exists"
            + " (select 1 from message m where m.id = n.id and "
            + UNDER_WAY
            + ") limit ?)",
        account.value(),
        texts(names, Recipient::text),
        limit);
  }

  @Override
  public Mentions forgetMentions(
      AccountId account, Set<Recipient> names, Optional<MessageId> after, int limit) {
    var page = page(account, after, limit);
    var parameters = page.parameters(account);
    var patterns = quoted(names);
    parameters.addAll(patterns);
    var messages =
        sql.query(
            MessageColumns.SELECT
                + Page.CONDITION
                + " and m.priority <> "
                + Priority.CODE.ordinal()
                + " and not "
                + UNDER_WAY
                + " and "
                + likeAny("m.content", patterns.size()),
            columns::read,
            parameters.toArray());
    messages.forEach(it -> revise(Forgetting.of(it, names)));
    return new Mentions(messages.size(), deleteReceipts(account, names, page), page.next());
  }

  private void revise(Message message) {
    sql.update(
        "update message set type = ?, body = ?, content = ?, revisions = ? where id = ?",
        columns.revision(message));
  }

  private int deleteReceipts(AccountId account, Set<Recipient> names, Page page) {
    var toGroups =
        sql.query(
            "select m.id from message m"
                + Page.CONDITION
                + " and (m.peer like '%@g.us' or m.peer = '"
                + Recipient.STORIES
                + "') and m.direction = 'OUTBOUND'",
            row -> row.uuid(),
            page.parameters(account).toArray());
    return toGroups.isEmpty()
        ? 0
        : sql.update(
            "delete from member_receipt where message_id = any(cast(? as uuid array))"
                + " and member = any(cast(? as varchar array))",
            uuids(toGroups, Function.identity()),
            texts(names, Recipient::text));
  }

  /** As JSON shows them: their names, and the addresses that are made of their numbers. */
  private static List<String> quoted(Set<Recipient> names) {
    var patterns = new ArrayList<String>();
    for (var name : names) {
      patterns.add("%\"" + name.text() + "\"%");
      if (name instanceof Recipient.Phone phone) {
        patterns.add("%\"" + phone.number().digits() + "@%");
      }
    }
    return patterns;
  }

  private static String likeAny(String column, int patterns) {
    return "(" + String.join(" or ", Collections.nCopies(patterns, column + " like ?")) + ")";
  }

  @Override
  public Told deleteEvents(AccountId account, Set<Recipient> names, long after, int limit) {
    var start =
        sql.query(
            "select e.sequence from event e where e.account_id = ? and e.sequence > ?"
                + " order by e.sequence limit 1",
            row -> row.number(),
            account.value(),
            after);
    if (start.isEmpty()) {
      return new Told(0, 0, Optional.empty());
    }
    var end = start.getFirst() + limit - 1;
    var patterns = quoted(names);
    var parameters = new ArrayList<Object>(List.of(account.value(), after, end));
    parameters.addAll(patterns);
    var events =
        sql.query(
            "select e.id from event e where e.account_id = ? and e.sequence > ?"
                + " and e.sequence <= ? and "
                + likeAny("e.payload", patterns.size()),
            row -> row.uuid(),
            parameters.toArray());
    return new Told(events.size(), deleteEvents(account, events), Optional.of(end));
  }

  @Override
  public int deleteChats(AccountId account, Set<Recipient> names) {
    return sql.update(
        "delete from chat where session_id in (select s.id from session s where s.account_id = ?)"
            + " and peer = any(cast(? as varchar array))",
        account.value(),
        texts(names, Recipient::text));
  }

  @Override
  public int deleteContacts(AccountId account, Set<Recipient> names) {
    return sql.update(
        "delete from contact where session_id in"
            + " (select s.id from session s where s.account_id = ?)"
            + " and (recipient = any(cast(? as varchar array))"
            + " or also = any(cast(? as varchar array)))",
        account.value(),
        texts(names, Recipient::text),
        texts(names, Recipient::text));
  }

  @Override
  public Uses uses(
      AccountId account, Collection<MediaId> files, Optional<MessageId> after, int limit) {
    var page = page(account, after, limit);
    var used = new HashSet<MediaId>();
    sql.query(
            "select m.content from message m" + Page.CONDITION + " and " + FILES,
            row -> row.maybeText().flatMap(SqlPersonRecords::file).filter(files::contains),
            page.parameters(account).toArray())
        .forEach(it -> it.ifPresent(used::add));
    return new Uses(used, page.next());
  }

  /** Where the page of the account's messages that begins after this one ends. */
  private Page page(AccountId account, Optional<MessageId> after, int limit) {
    var start = after.map(MessageId::value).orElse(FIRST);
    var end =
        sql.query(
            "select m.id from message m where m.account_id = ? and m.id > ?"
                + " order by m.id limit 1 offset ?",
            row -> row.uuid(),
            account.value(),
            start,
            limit - 1);
    return new Page(start, end.stream().findFirst());
  }

  /** A range of the account's messages. */
  private record Page(UUID start, Optional<UUID> end) {

    static final String CONDITION = " where m.account_id = ? and m.id > ? and m.id <= ?";

    ArrayList<Object> parameters(AccountId account) {
      return new ArrayList<>(List.of(account.value(), start, end.orElse(LAST)));
    }

    Optional<MessageId> next() {
      return end.map(MessageId::new);
    }
  }
}
