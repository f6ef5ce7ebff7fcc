package io.crier.persistence.messages;

import static io.crier.persistence.Sql.Column.texts;
import static io.crier.persistence.Sql.Column.uuids;
import static io.crier.persistence.messages.MessageColumns.SELECT;
import static java.util.stream.Collectors.joining;

import io.crier.application.Slice;
import io.crier.application.messages.Messages.Filter;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Lists an account's messages, the latest first. An index gives the order only for one session, one
 * status and one peer, so each combination of them is a limited branch of the query.
 */
final class MessageLists {

  /** An id is made shortly before its message is accepted. */
  static final Duration LATE = Duration.ofMinutes(5);

  private static final int MOST_BRANCHES = 32;

  private final Sql sql;
  private final MessageColumns columns;

  MessageLists(Sql sql, MessageColumns columns) {
    this.sql = sql;
    this.columns = columns;
  }

  Slice<Message> list(AccountId account, Filter filter, Optional<MessageId> after, int limit) {
    var branches =
        branches(filter)
            .map(it -> it.and(common(account, filter, after, it.key())).limit(limit + 1))
            .toList();
    var query =
        branches.size() == 1
            ? branches.getFirst().text()
            : branches.stream()
                .map(it -> "(" + it.text() + ")")
                .collect(
                    joining(
                        " union all ",
                        "select * from (",
                        ") m order by m.id desc limit " + (limit + 1)));
    var parameters = branches.stream().flatMap(it -> it.parameters().stream()).toArray();
    return Slice.of(sql.query(query, columns::read, parameters), limit);
  }

  private static Stream<Conditions> branches(Filter filter) {
    var product =
        (long) atLeastOne(filter.sessions())
            * atLeastOne(filter.statuses())
            * atLeastOne(filter.peers());
    if (product > MOST_BRANCHES) {
      return Stream.of(
          sessions(filter.sessions()).and(statuses(filter.statuses())).and(peers(filter.peers())));
    }
    return each(filter.sessions(), MessageLists::sessions)
        .flatMap(
            session ->
                each(filter.statuses(), MessageLists::statuses)
                    .flatMap(
                        status ->
                            each(filter.peers(), MessageLists::peers)
                                .map(peer -> session.and(status).and(peer))));
  }

  private static int atLeastOne(Collection<?> values) {
    return Math.max(values.size(), 1);
  }

  private static <T> Stream<Conditions> each(
      Collection<T> values, Function<Collection<T>, Conditions> condition) {
    return values.isEmpty()
        ? Stream.of(Conditions.NONE)
        : values.stream().map(List::of).map(condition);
  }

  private static Conditions sessions(Collection<SessionId> sessions) {
    return switch (sessions.size()) {
      case 0 -> Conditions.NONE;
      case 1 -> Conditions.of("m.session_id = ?", sessions.iterator().next().value());
      default ->
          Conditions.of(
              "m.session_id = any(cast(? as uuid array))", uuids(sessions, SessionId::value));
    };
  }

  private static Conditions statuses(Collection<MessageStatus> statuses) {
    return switch (statuses.size()) {
      case 0 -> Conditions.NONE;
      case 1 -> status(statuses.iterator().next());
      default ->
          Conditions.of(
              statuses.stream()
                  .map(it -> "'" + it.name() + "'")
                  .sorted()
                  .collect(joining(", ", "m.status in (", ")")));
    };
  }

  /** No index knows the status of messages, but narrow tables do, for all but the usual ones. */
  private static Conditions status(MessageStatus status) {
    var condition = "status = '" + status.name() + "'";
    return StatusTables.listing(status)
        .map(
            table ->
                new Conditions(
                    Optional.of(table),
                    status == MessageStatus.SENDING ? List.of() : List.of("e." + condition),
                    List.of()))
        .orElseGet(() -> Conditions.of("m." + condition));
  }

  private static Conditions peers(Collection<Recipient> peers) {
    return switch (peers.size()) {
      case 0 -> Conditions.NONE;
      case 1 -> Conditions.of("m.peer = ?", peers.iterator().next().text());
      default ->
          Conditions.of("m.peer = any(cast(? as varchar array))", texts(peers, Recipient::text));
    };
  }

  private static Conditions common(
      AccountId account, Filter filter, Optional<MessageId> after, String key) {
    return Conditions.of("m.account_id = ? and " + SqlMessages.OF_ACCOUNTS, account.value())
        .and(filter.direction().map(it -> Conditions.of("m.direction = '" + it.name() + "'")))
        .and(
            filter
                .from()
                .map(
                    it ->
                        Conditions.of(
                            "m.created_at >= ? and " + key + " >= ?", it, firstId(it.minus(LATE)))))
        .and(
            filter
                .to()
                .map(it -> Conditions.of("m.created_at < ? and " + key + " < ?", it, firstId(it))))
        .and(after.map(it -> Conditions.of(key + " < ?", it.value())));
  }

  /** The least id of a message that is made then. */
  static UUID firstId(Instant time) {
    return new UUID(time.toEpochMilli() << 16, 0);
  }

  /**
   * Conditions with their parameters, in order.
   *
   * @param entries the narrow table whose entries {@code e} are the only messages
   */
  private record Conditions(Optional<String> entries, List<String> texts, List<Object> parameters) {

    static final Conditions NONE = of(List.of(), List.of());

    static Conditions of(String text, Object... parameters) {
      return of(List.of(text), List.of(parameters));
    }

    private static Conditions of(List<String> texts, List<Object> parameters) {
      return new Conditions(Optional.empty(), texts, parameters);
    }

    /** What gives the order. Planners infer that columns are equal, but not that one is less. */
    String key() {
      return entries.isPresent() ? "e.message_id" : "m.id";
    }

    Conditions and(Conditions others) {
      return new Conditions(
          entries.or(() -> others.entries),
          joined(texts, others.texts),
          joined(parameters, others.parameters));
    }

    Conditions and(Optional<Conditions> others) {
      return others.map(this::and).orElse(this);
    }

    Conditions limit(int limit) {
      return new Conditions(entries, texts, joined(parameters, List.of(limit)));
    }

    String text() {
      return SELECT
          + entries
              .map(
                  it -> "join " + it + " e on e.message_id = m.id and e.account_id = m.account_id ")
              .orElse("")
          + texts.stream()
              .collect(joining(" and ", "where ", " order by " + key() + " desc limit ?"));
    }

    private static <T> List<T> joined(List<? extends T> some, List<? extends T> others) {
      var all = new ArrayList<T>(some);
      all.addAll(others);
      return Collections.unmodifiableList(all);
    }
  }
}
