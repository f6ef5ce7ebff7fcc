package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.messages.Content;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Fault;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How {@link Messages} orders, cancels and moves waiting messages. */
public interface MessageQueueContract extends MessagesFixture {

  @Test
  default void ordersHeadsByPriorityThenAcceptance() {
    var session = owned(ACME);
    var low = text(session, Priority.LOW);
    var first = text(session, Priority.NORMAL);
    var second = text(session, Priority.NORMAL);
    var code = text(session, Priority.CODE);
    add(low, second, first);
    add(code);

    assertThat(ids(heads(session, 9)))
        .containsExactly(code.id(), second.id(), first.id(), low.id());
    assertThat(ids(heads(session, 2))).containsExactly(code.id(), second.id());
    assertThat(ahead(code)).isZero();
    assertThat(ahead(first)).isEqualTo(2);
    assertThat(ahead(low)).isEqualTo(3);
  }

  private int ahead(Message message) {
    return unitOfWork().execute(() -> messages().ahead(message, NOON));
  }

  @Test
  default void readsManyQueuesAtOnce() {
    var all = IntStream.range(0, 60).mapToObj(n -> owned(ACME)).toList();
    all.forEach(session -> add(text(session), text(session), text(session)));
    var empty = owned(ACME);
    var asked = Stream.concat(all.stream(), Stream.of(empty)).map(Owned::id).toList();

    var heads = unitOfWork().execute(() -> messages().heads(asked, Set.of(), 2));
    var queued = unitOfWork().execute(() -> messages().queued(asked));

    assertThat(heads).hasSize(120);
    assertThat(heads).extracting(Message::session).doesNotContain(empty.id());
    assertThat(queued).hasSize(60).allSatisfy((session, count) -> assertThat(count).isEqualTo(3));
  }

  @Test
  default void limitsHeadsToContactsThatHaveMet() {
    var session = owned(ACME);
    var other = owned(ACME);
    know(session, OMAR, "2@lid", Optional.of(NOON));
    know(session, FATIMA, "1@lid", Optional.empty());
    var toNew = added(text(session, FATIMA, NOON, Handling.ORDINARY, "new"));
    var toMet = added(text(session, OMAR, NOON, Handling.ORDINARY, "met"));
    var elsewhere = added(text(other, OMAR, NOON, Handling.ORDINARY, "elsewhere"));

    var heads =
        unitOfWork()
            .execute(
                () -> messages().heads(List.of(session.id(), other.id()), Set.of(session.id()), 9));

    assertThat(ids(heads)).contains(toMet.id(), elsewhere.id()).doesNotContain(toNew.id());
  }

  @Test
  default void cancelsOnlyWaitingMessages() {
    var session = owned(ACME);
    var flying = claimed(session, added(text(session)));
    var queued = added(text(session));
    var later = added(scheduled(session, NOON.plusSeconds(60)));
    var received = added(inbound(session));
    var asked = List.of(flying.id(), queued.id(), later.id(), received.id());

    var cancelled = unitOfWork().execute(() -> messages().cancel(ACME, asked, NOON));

    assertThat(cancelled)
        .containsExactlyInAnyOrder(
            queued.at(queued.progress().cancelled(NOON)),
            later.at(later.progress().cancelled(NOON)));
    assertThat(find(queued).orElseThrow().progress()).isEqualTo(queued.progress().cancelled(NOON));
    assertThat(statusOf(flying)).isEqualTo(MessageStatus.SENDING);
    assertThat(heads(session, 9)).isEmpty();
  }

  @Test
  default void cancelsAlertsThatWait() {
    var session = owned(ACME);
    var waiting = added(text(session, Priority.ALERT));
    var sent = claimed(session, added(text(session, Priority.ALERT)));
    complete(session.node(), sent(session, sent));
    var ordinary = added(text(session));
    var ids = List.of(waiting.id(), sent.id(), ordinary.id());

    var cancelled = unitOfWork().execute(() -> messages().cancelAlerts(ids, NOON.plusSeconds(9)));

    assertThat(cancelled)
        .containsExactly(waiting.at(waiting.progress().cancelled(NOON.plusSeconds(9))));
    assertThat(ids(heads(session, 9))).containsExactly(ordinary.id());
  }

  @Test
  default void reassignsWaitingCodesAndAlertsInTheirOrder() {
    var lost = owned(ACME);
    var other = owned(GLOBEX, "other");
    var first = added(text(lost, Priority.ALERT));
    var second = added(text(other, Priority.ALERT));
    var third = added(text(lost, Priority.ALERT));
    var code = added(text(lost, Priority.CODE));
    var ordinary = added(text(lost));

    var moved = reassign(other, first, third, code, ordinary);

    assertThat(ids(moved)).containsExactlyInAnyOrder(first.id(), third.id(), code.id());
    assertThat(moved).extracting(Message::session).containsOnly(other.id());
    assertThat(ids(heads(other, 9)))
        .containsExactly(code.id(), first.id(), second.id(), third.id());
    assertThat(ids(heads(lost, 9))).containsExactly(ordinary.id());
  }

  @Test
  default void reassignsNoAlertThatMayHaveArrived() {
    var lost = owned(ACME);
    var other = owned(GLOBEX, "other");
    var doubtful = claimed(lost, added(text(lost, Priority.ALERT)));
    var waitsAgain = doubtful.progress().sending(true).queued(Failure.of(Fault.ENGINE_FAILED));
    complete(lost.node(), completion(lost, doubtful, waitsAgain));
    var next = added(text(lost, Priority.ALERT));
    unitOfWork().run(() -> messages().move(List.of(next.at(next.progress().sending(false)))));

    assertThat(reassign(other, doubtful, next)).isEmpty();
  }

  private List<Message> reassign(Owned to, Message... waiting) {
    var ids = Arrays.stream(waiting).map(Message::id).toList();
    return unitOfWork().execute(() -> messages().reassign(ids, to.id()));
  }

  @Test
  default void blanksAlertsThatWereSent() {
    var session = owned(ACME);
    var sent = claimed(session, added(text(session, Priority.ALERT)));
    complete(session.node(), sent(session, sent));
    var underWay = claimed(session, added(text(session, Priority.ALERT)));
    var waiting = added(text(session, Priority.ALERT));
    var ordinary = added(text(session));
    var all = List.of(sent, underWay, waiting, ordinary);
    var instead = new Content.Text("…");

    unitOfWork().run(() -> messages().blankAlerts(all.stream().map(Message::id).toList(), instead));

    assertThat(byWhatsAppId(session, sent).content()).isEqualTo(instead);
    assertThat(byWhatsAppId(session, underWay).content()).isEqualTo(underWay.content());
    assertThat(byWhatsAppId(session, waiting).content()).isEqualTo(waiting.content());
    assertThat(find(ordinary).orElseThrow().content()).isEqualTo(ordinary.content());
  }

  private Message byWhatsAppId(Owned session, Message message) {
    return unitOfWork()
        .execute(() -> messages().byWhatsAppIds(session.id(), List.of(message.whatsAppId())))
        .getFirst();
  }

  @Test
  default void cancelsAWholeQueue() {
    var session = owned(ACME);
    var other = added(text(owned(ACME)));
    add(text(session), text(session), scheduled(session, NOON.plusSeconds(60)));

    assertThat(unitOfWork().execute(() -> messages().cancelAll(session.id(), NOON)))
        .hasSize(3)
        .allMatch(message -> message.status() == MessageStatus.CANCELLED);
    assertThat(statusOf(other)).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  default void cancelsWhatWasAcceptedBeforeATime() {
    var session = owned(ACME);
    var other = owned(ACME);
    assertThat(unitOfWork().execute(() -> messages().waits(session.id()))).isFalse();
    var early = added(text(session, FATIMA, NOON.minusSeconds(1), Handling.ORDINARY, "early"));
    var late = added(text(session, FATIMA, NOON, Handling.ORDINARY, "late"));
    var elsewhere = added(text(other, FATIMA, NOON.minusSeconds(1), Handling.ORDINARY, "early"));

    var cancelled = unitOfWork().execute(() -> messages().cancelBefore(session.id(), NOON, NOON));

    assertThat(ids(cancelled)).containsExactly(early.id());
    assertThat(statusOf(late)).isEqualTo(MessageStatus.QUEUED);
    assertThat(statusOf(elsewhere)).isEqualTo(MessageStatus.QUEUED);
    assertThat(unitOfWork().execute(() -> messages().waits(session.id()))).isTrue();
  }

  @Test
  default void enqueuesScheduledMessagesWhenDueTheEarliestFirst() {
    var session = owned(ACME);
    var third = added(scheduled(session, NOON.plusSeconds(3)));
    var second = added(scheduled(session, NOON.plusSeconds(2)));
    var first = added(scheduled(session, NOON.plusSeconds(1)));
    assertThat(heads(session, 9)).isEmpty();

    assertThat(enqueueDue(NOON.plusMillis(999), 9)).isEmpty();
    assertThat(enqueueDue(NOON.plusSeconds(2), 1)).containsExactly(first.id());
    assertThat(enqueueDue(NOON.plusSeconds(2), 9)).containsExactly(second.id());

    assertThat(ids(heads(session, 9))).containsExactly(second.id(), first.id());
    assertThat(statusOf(third)).isEqualTo(MessageStatus.SCHEDULED);
  }

  private List<MessageId> enqueueDue(Instant now, int limit) {
    return ids(unitOfWork().execute(() -> messages().enqueueDue(now, limit)));
  }
}
