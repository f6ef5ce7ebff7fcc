package io.crier.persistence.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.crier.application.messages.Messages;
import io.crier.application.messages.Messages.Filter;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.persistence.RowsRead;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lists read what they return, however many messages an account has. Counted on PostgreSQL, whose
 * statistics say how many rows a transaction has read.
 */
class MessageListsTest {

  private static final int MESSAGES = 30_000;
  private static final int LIMIT = 10;
  private static final SessionId BUSY = new SessionId(new UUID(0, 1));
  private static final SessionId QUIET = new SessionId(new UUID(0, 2));
  private static final Recipient RARE = Recipient.parse("+966501234567");
  private static final Recipient RARER = Recipient.parse("+966501234568");
  private static final TestDatabase DATABASE = TestDatabase.POSTGRESQL;

  private static Sql sql;
  private static Messages messages;

  /** One message a minute, the oldest ones unlike all others. */
  @BeforeAll
  static void fill() {
    DATABASE.emptied();
    sql = new Sql(DATABASE.entityManager());
    messages = new SqlMessages(sql, TestSecrets.box());
    DATABASE
        .unitOfWork()
        .run(
            () ->
                sql.update(
                    """
                    insert into message (id, account_id, session_id, direction, peer, type, body,
                      priority, test, whatsapp_id, created_at, status, sent_at, began_at)
                    select
                      cast(lpad(to_hex(cast(extract(epoch from at) * 1000 as bigint)), 12, '0')
                        || '70008000' || lpad(to_hex(n), 12, '0') as uuid),
                      ?,
                      case when n between 40 and 44 then cast(? as uuid) else ? end,
                      case when n between 30 and 34 then 'INBOUND' else 'OUTBOUND' end,
                      case when n between 50 and 54 then ? when n between 55 and 59 then ?
                        else '+9665' || lpad(cast(n % 1000 as varchar), 8, '0') end,
                      'text', 'hello', 4, false, 'wa' || n, at,
                      case when n <= 5 then 'FAILED' when n <= 10 then 'CANCELLED'
                        when n <= 15 then 'SENT' when n <= 20 then 'QUEUED'
                        when n <= 25 then 'SCHEDULED' when n = 26 then 'SENDING'
                        when n between 30 and 34 then 'RECEIVED' else 'READ' end,
                      case when n > 40 or n between 10 and 15 then at end,
                      case when n > 40 or n between 10 and 15 then at end
                    from (select n, cast(? as timestamp with time zone) + n * interval '1 minute' as at
                      from generate_series(1, ?) as n) as numbered
                    """,
                    ACME.value(),
                    QUIET.value(),
                    BUSY.value(),
                    RARE.text(),
                    RARER.text(),
                    NOON,
                    MESSAGES));
    DATABASE.unitOfWork().run(() -> MessageRows.index(sql));
    for (var table : List.of("message", "queue_entry", "in_flight", "attempt", "status_entry")) {
      RowsRead.analyze(DATABASE, table);
    }
  }

  static Stream<Arguments> lists() {
    var ofStatuses =
        EnumSet.complementOf(
                EnumSet.of(
                    MessageStatus.DELIVERED,
                    MessageStatus.READ,
                    MessageStatus.PLAYED,
                    MessageStatus.RECEIVED))
            .stream()
            .map(it -> arguments(it.name(), filter(Set.of(), Set.of(it), Set.of())));
    return Stream.concat(
        ofStatuses,
        Stream.of(
            arguments("all", filter(Set.of(), Set.of(), Set.of())),
            arguments(
                "whatever failed or was cancelled",
                filter(Set.of(), Set.of(MessageStatus.FAILED, MessageStatus.CANCELLED), Set.of())),
            arguments("of one session", filter(Set.of(QUIET), Set.of(), Set.of())),
            arguments("of two sessions", filter(Set.of(QUIET, BUSY), Set.of(), Set.of())),
            arguments("with one person", filter(Set.of(), Set.of(), Set.of(RARE))),
            arguments(
                "with a person with two numbers", filter(Set.of(), Set.of(), Set.of(RARE, RARER))),
            arguments("inbound", inbound()),
            arguments("long ago", between(NOON, NOON.plusSeconds(300))),
            arguments("in the middle", between(minute(9_000), minute(9_005)))));
  }

  private static Instant minute(int number) {
    return NOON.plusSeconds(60L * number);
  }

  private static Filter filter(
      Set<SessionId> sessions, Set<MessageStatus> statuses, Set<Recipient> peers) {
    return new Filter(
        sessions, statuses, Optional.empty(), peers, Optional.empty(), Optional.empty());
  }

  private static Filter inbound() {
    return new Filter(
        Set.of(),
        Set.of(),
        Optional.of(Direction.INBOUND),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static Filter between(Instant from, Instant to) {
    return new Filter(
        Set.of(), Set.of(), Optional.empty(), Set.of(), Optional.of(from), Optional.of(to));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void readsWhatItReturns(String name, Filter filter) {
    var found = inTransaction(() -> messages.list(ACME, filter, Optional.empty(), LIMIT));

    assertThat(found.items()).isNotEmpty();
    assertThat(rowsRead(() -> messages.list(ACME, filter, Optional.empty(), LIMIT)))
        .isLessThanOrEqualTo(4 * LIMIT);
  }

  @Test
  void readsTheHealthOfAllSessionsOfAPage() {
    assertThat(rowsRead(() -> messages.health(List.of(BUSY, QUIET)))).isLessThanOrEqualTo(100);
  }

  private static <T> T inTransaction(Supplier<T> work) {
    return DATABASE.unitOfWork().execute(work::get);
  }

  private static long rowsRead(Supplier<?> work) {
    return RowsRead.by(DATABASE, "message", work);
  }
}
