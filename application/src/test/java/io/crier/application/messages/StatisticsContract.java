package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Delays;
import io.crier.application.Periods;
import io.crier.application.messages.Statistics.Counts;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What every {@link Statistics} promises, in memory or in a database. */
public interface StatisticsContract extends MessagesFixture {

  Duration HOUR = Duration.ofHours(1);

  Periods PERIODS = new Periods(NOON, NOON.plus(HOUR.multipliedBy(3)), HOUR);

  Statistics statistics();

  @Test
  default void countsWhatWasAcceptedAndWhatWasReceived() {
    var session = owned(ACME);
    added(sendAt(session, NOON));
    added(sendAt(session, NOON.plusSeconds(1)));
    added(inbound(session));

    assertThat(count(Set.of())).containsExactly(Map.entry(NOON, new Counts(2, 0, 0, 0, 0, 1)));
  }

  @Test
  default void countsEachPeriodByItself() {
    var session = owned(ACME);
    added(sendAt(session, NOON));
    added(sendAt(session, NOON.plus(HOUR).minusMillis(1)));
    added(sendAt(session, NOON.plus(HOUR)));

    assertThat(count(Set.of()).keySet()).containsExactly(NOON, NOON.plus(HOUR));
    assertThat(count(Set.of()).get(NOON).accepted()).isEqualTo(2);
  }

  @Test
  default void countsHowFarMessagesHaveCome() {
    var session = owned(ACME);
    var read = claimed(session, added(sendAt(session, NOON)));
    complete(session.node(), sent(session, read));
    receipt(read, MessageStatus.READ, NOON.plusSeconds(5));
    var failed = claimed(session, added(sendAt(session, NOON.plusSeconds(1))));
    complete(
        session.node(),
        completion(session, failed, failed.progress().failed(Fault.CONTENT_REFUSED, NOON)));
    added(sentElsewhere(session));

    assertThat(count(Set.of()).get(NOON)).isEqualTo(new Counts(2, 1, 1, 1, 1, 0));
  }

  @Test
  default void countsOnlyTheSessionsAskedFor() {
    var session = owned(ACME);
    added(sendAt(session, NOON));
    var other = owned(ACME);
    added(sendAt(other, NOON));

    assertThat(count(Set.of(session.id())).get(NOON).accepted()).isEqualTo(1);
  }

  @Test
  default void countsNothingOfOtherAccounts() {
    added(sendAt(owned(GLOBEX), NOON));

    assertThat(count(Set.of())).isEmpty();
  }

  @Test
  default void measuresHowLongMessagesWaited() {
    var session = owned(ACME);
    var sent = claimed(session, added(sendAt(session, NOON)));
    complete(session.node(), sent(session, sent));
    var failed = claimed(session, added(sendAt(session, NOON.plusSeconds(1))));
    complete(
        session.node(),
        completion(
            session, failed, failed.progress().failed(Fault.CONTENT_REFUSED, NOON.plusSeconds(8))));
    added(sendAt(session, NOON.plusSeconds(5)));
    added(inbound(session));
    added(sentElsewhere(session));

    assertThat(waits(NOON.plusSeconds(60)))
        .containsExactly(
            Map.entry(
                NOON,
                new Delays(Duration.ofSeconds(7), Duration.ofSeconds(55), Duration.ofSeconds(55))));
  }

  @Test
  default void measuresScheduledMessagesFromTheTimeAtWhichTheyAreDue() {
    var session = owned(ACME);
    added(scheduled(session, NOON.plusSeconds(50)));
    added(scheduled(session, NOON.plusSeconds(70)));
    var ten = Duration.ofSeconds(10);

    assertThat(waits(NOON.plusSeconds(49))).isEmpty();
    assertThat(waits(NOON.plusSeconds(60)))
        .containsExactly(Map.entry(NOON, new Delays(ten, ten, ten)));
  }

  @Test
  default void measuresNothingOfOtherAccounts() {
    added(sendAt(owned(GLOBEX), NOON));

    assertThat(waits(NOON.plusSeconds(60))).isEmpty();
  }

  private Message sendAt(Owned session, Instant at) {
    return text(session, FATIMA, at, Handling.ORDINARY, "hello");
  }

  private SortedMap<Instant, Counts> count(Set<SessionId> sessions) {
    return unitOfWork().execute(() -> statistics().count(ACME, sessions, PERIODS));
  }

  private SortedMap<Instant, Delays> waits(Instant now) {
    return unitOfWork().execute(() -> statistics().waits(ACME, Set.of(), PERIODS, now));
  }
}
