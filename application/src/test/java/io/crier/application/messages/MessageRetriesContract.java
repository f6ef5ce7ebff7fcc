package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How {@link Messages} keeps messages waiting for a retry, and those behind them. */
public interface MessageRetriesContract extends MessagesFixture {

  Instant RETRY = NOON.plusSeconds(60);

  @Test
  default void holdsBackAMessageUntilItsRetryAndThoseBehindItToTheSameRecipient() {
    var session = owned(ACME);
    var returned = returned(session, to(session, FATIMA), RETRY);
    var behind = added(to(session, FATIMA));
    var other = added(to(session, OMAR));

    assertThat(ready(session, NOON)).containsExactly(other.id());
    assertThat(ready(session, RETRY)).containsExactly(returned.id(), behind.id(), other.id());
    assertThat(ids(heads(session, 9))).containsExactly(returned.id(), behind.id(), other.id());
    assertThat(find(returned).orElseThrow().progress().retryAt()).contains(RETRY);
  }

  @Test
  default void holdsBackNothingThatIsAheadOfTheRetry() {
    var session = owned(ACME);
    var returned = returned(session, to(session, FATIMA), RETRY);
    var urgent = added(text(session, Priority.HIGH));
    var later = added(text(session, Priority.LOW));

    assertThat(ready(session, NOON)).containsExactly(urgent.id());
    assertThat(retries(NOON, returned, urgent, later))
        .isEqualTo(Map.of(returned.id(), RETRY, later.id(), RETRY));
  }

  @Test
  default void limitsReadyMessagesToContactsThatHaveMet() {
    var session = owned(ACME);
    know(session, OMAR, "2@lid", Optional.of(NOON));
    returned(session, to(session, OMAR), RETRY);
    added(to(session, OMAR));
    added(to(session, FATIMA));

    assertThat(ready(session, Set.of(session.id()), NOON)).isEmpty();
    assertThat(ready(session, Set.of(session.id()), RETRY)).hasSize(2);
  }

  @Test
  default void knowsWhenTheNextRetryOfAQueueIsDue() {
    var session = owned(ACME);
    var other = owned(ACME);
    returned(session, to(session, FATIMA), RETRY.plusSeconds(9));
    returned(session, to(session, OMAR), RETRY);
    added(to(other, FATIMA));
    var both = List.of(session.id(), other.id());

    assertThat(unitOfWork().execute(() -> messages().nextRetries(both, NOON)))
        .isEqualTo(Map.of(session.id(), RETRY));
    assertThat(unitOfWork().execute(() -> messages().nextRetries(both, RETRY)))
        .isEqualTo(Map.of(session.id(), RETRY.plusSeconds(9)));
  }

  @Test
  default void holdsMessagesBackUntilTheLatestRetryAheadOfThem() {
    var session = owned(ACME);
    var first = returned(session, to(session, FATIMA), RETRY.plusSeconds(9));
    var second = returned(session, to(session, FATIMA), RETRY);
    var third = added(to(session, FATIMA));
    var other = added(to(session, OMAR));
    var elsewhere = added(to(owned(ACME), FATIMA));

    assertThat(retries(NOON, second, third, other, elsewhere))
        .isEqualTo(Map.of(second.id(), RETRY.plusSeconds(9), third.id(), RETRY.plusSeconds(9)));
    assertThat(retries(RETRY.plusSeconds(9), first, second, third)).isEmpty();
  }

  @Test
  default void countsOnlyTheRecipientsOwnRetriesAsAhead() {
    var session = owned(ACME);
    returned(session, to(session, FATIMA), RETRY);
    var behind = added(to(session, FATIMA));
    added(to(session, OMAR));
    var last = added(to(session, OMAR));

    assertThat(ahead(behind, NOON)).isEqualTo(1);
    assertThat(ahead(last, NOON)).isEqualTo(1);
    assertThat(ahead(last, RETRY)).isEqualTo(3);
  }

  @Test
  default void forgetsTheRetryOfAMessageThatIsClaimedOrCancelled() {
    var session = owned(ACME);
    var claimed = returned(session, to(session, FATIMA), RETRY);
    var cancelled = returned(session, to(session, OMAR), RETRY);

    var again = claimed(session, claimed);
    unitOfWork().run(() -> messages().cancel(ACME, List.of(cancelled.id()), NOON));

    assertThat(again.progress().retryAt()).isEmpty();
    assertThat(again.progress().attempt()).isEqualTo(2);
    assertThat(find(cancelled).orElseThrow().progress().retryAt()).isEmpty();
    assertThat(unitOfWork().execute(() -> messages().nextRetries(List.of(session.id()), NOON)))
        .isEmpty();
  }

  @Test
  default void retriesReassignedMessagesAtOnce() {
    var lost = owned(ACME);
    var other = owned(ACME);
    var code = returned(lost, text(lost, Priority.CODE), RETRY);

    unitOfWork().run(() -> messages().reassign(List.of(code.id()), other.id()));

    assertThat(ready(other, NOON)).containsExactly(code.id());
  }

  private Message to(Owned session, Recipient recipient) {
    return text(session, recipient, NOON, Handling.ORDINARY, "hello");
  }

  /** Adds the message, whose first attempt fails. */
  private Message returned(Owned session, Message message, Instant retryAt) {
    var claimed = claimed(session, added(message));
    var waits = claimed.progress().queued(Failure.of(Fault.ENGINE_FAILED), retryAt);
    return complete(session.node(), completion(session, claimed, waits)).getFirst();
  }

  private List<MessageId> ready(Owned session, Instant now) {
    return ready(session, Set.of(), now);
  }

  private List<MessageId> ready(Owned session, Set<SessionId> metOnly, Instant now) {
    return ids(
        unitOfWork().execute(() -> messages().ready(List.of(session.id()), metOnly, 9, now)));
  }

  private Map<MessageId, Instant> retries(Instant now, Message... asked) {
    return unitOfWork()
        .execute(() -> messages().retries(Arrays.stream(asked).map(Message::id).toList(), now));
  }

  private int ahead(Message message, Instant now) {
    return unitOfWork().execute(() -> messages().ahead(message, now));
  }
}
