package io.crier.application.notifications;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.subscriptions.SubscriptionsContract.FATIMA;
import static io.crier.application.subscriptions.SubscriptionsContract.OMAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Delays;
import io.crier.application.Periods;
import io.crier.application.notifications.AlertStatistics.Counts;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Progress;
import io.crier.domain.sessions.Fault;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.xaccounts.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What every {@link AlertStatistics} promises, in memory or in a database. */
public interface AlertStatisticsContract extends NotificationsFixture {

  Duration HOUR = Duration.ofHours(1);

  AlertStatistics statistics();

  @Test
  default void countsAlertsFromTheTimeAtWhichTheirPostWasSeen() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    alert(1, NOON);
    alert(2, NOON.plus(HOUR));
    alert(3, NOON.plus(HOUR).plusSeconds(1));

    assertThat(count())
        .containsExactly(
            Map.entry(NOON, new Counts(1, 0, 0, Optional.empty())),
            Map.entry(NOON.plus(HOUR), new Counts(2, 0, 0, Optional.empty())));
  }

  @Test
  default void measuresHowLongItTookToSendThem() {
    subscribed(ACME, FATIMA, PostFilter.DEFAULT);
    sent(alert(1, NOON), NOON.plusMillis(1500));
    sent(alert(2, NOON.plusSeconds(1)), NOON.plusSeconds(3));
    sent(alert(3, NOON.plusSeconds(2)), NOON.plusSeconds(12));
    alert(4, NOON.plusSeconds(3));
    var refused = alert(5, NOON.plusSeconds(4));
    move(refused, started(refused).failed(Fault.CONTENT_REFUSED, NOON.plusSeconds(60)));

    assertThat(count())
        .containsExactly(
            Map.entry(
                NOON,
                new Counts(
                    5,
                    3,
                    1,
                    Optional.of(
                        new Delays(
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(10),
                            Duration.ofSeconds(10))))));
  }

  @Test
  default void countsNoAlertsOfOtherAccounts() {
    subscribed(GLOBEX, OMAR, PostFilter.DEFAULT);
    alert(1, NOON);

    assertThat(count()).isEmpty();
  }

  private Message alert(int millis, Instant seenAt) {
    Post post = seen(post(millis, "number " + millis));
    unitOfWork().run(() -> notifications().createFor(post, seenAt));
    return queueMessage(waiting().getFirst());
  }

  private void sent(Message message, Instant at) {
    move(message, started(message).sent(at));
  }

  private static Progress started(Message message) {
    return message.progress().sending(true);
  }

  private void move(Message message, Progress progress) {
    unitOfWork().run(() -> messages().move(List.of(message.at(progress))));
  }

  private SortedMap<Instant, Counts> count() {
    var periods = new Periods(NOON, NOON.plus(HOUR.multipliedBy(3)), HOUR);
    return unitOfWork().execute(() -> statistics().count(ACME, periods));
  }
}
