package io.crier.application.messages;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static io.crier.application.sessions.SessionsContract.OVER;
import static io.crier.domain.messages.Direction.INBOUND;
import static io.crier.domain.messages.Direction.OUTBOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.messages.Messages.Claim;
import io.crier.application.messages.Messages.Completion;
import io.crier.application.messages.Messages.QueueHealth;
import io.crier.application.messages.Messages.Trail;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How {@link Messages} records sends, receipts and the state of queues. */
public interface MessageProgressContract extends MessagesFixture {

  @Test
  default void claimsTheNextMessageOnceOneIsSent() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var next = added(text(session));
    var progress = claimed.progress().sent(NOON.plusSeconds(1));

    var completed = complete(session.node(), sent(session, claimed));

    assertThat(completed).containsExactly(claimed.at(progress));
    assertThat(find(claimed)).contains(claimed.at(progress));
    assertThat(inFlight(session)).isEmpty();
    assertThat(claim(session.node(), claimOf(session, next))).hasSize(1);
  }

  @Test
  default void keepsTheIdThatTheEngineChose() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var theirs = new WhatsAppId("wamid.HBgLMTY1MDU1");

    var completed =
        complete(
            session.node(),
            new Completion(claimed, session.epoch(), theirs, claimed.progress().sent(NOON)));

    assertThat(completed).extracting(Message::whatsAppId).containsExactly(theirs);
    assertThat(unitOfWork().execute(() -> messages().byWhatsAppIds(session.id(), List.of(theirs))))
        .isEqualTo(completed);
  }

  @Test
  default void keepsTheFaultOfAFailure() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var why = new Failure(Fault.RECIPIENT_NOT_ON_WHATSAPP, Optional.of(131_026));
    var progress = claimed.progress().failed(why, NOON.plusMillis(7));

    complete(session.node(), completion(session, claimed, progress));

    assertThat(find(claimed).orElseThrow().progress()).isEqualTo(progress);
  }

  @Test
  default void returnsAMessageToTheHeadOfItsQueue() {
    var session = owned(ACME);
    var message = added(text(session));
    var next = added(text(session));
    var claimed = claimed(session, message);

    complete(
        session.node(),
        completion(session, claimed, claimed.progress().queued(Failure.of(Fault.ENGINE_FAILED))));

    assertThat(ids(heads(session, 9))).containsExactly(message.id(), next.id());
    assertThat(claimed(session, message).progress().attempt()).isEqualTo(2);
  }

  @Test
  default void keepsTheMarkOfAPossibleDuplicate() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));

    unitOfWork().run(() -> messages().move(List.of(claimed.at(claimed.progress().sending(true)))));

    var again = inFlight(session).getFirst();
    assertThat(again.progress()).isEqualTo(claimed.progress().sending(true));
    complete(session.node(), sent(session, again));
    assertThat(find(claimed).orElseThrow().progress().possibleDuplicate()).isTrue();
    assertThat(find(claimed).orElseThrow().progress().attempt()).isEqualTo(2);
  }

  @Test
  default void completesNothingTwice() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    complete(session.node(), sent(session, claimed));
    var failed = claimed.progress().failed(Fault.ENGINE_FAILED, NOON);

    assertThat(complete(session.node(), completion(session, claimed, failed))).isEmpty();
    assertThat(statusOf(claimed)).isEqualTo(MessageStatus.SENT);
  }

  @Test
  default void completesNothingAfterTheLeaseHasExpired() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    unitOfWork().run(() -> nodes().renew(session.node(), OVER));

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
    assertThat(statusOf(claimed)).isEqualTo(MessageStatus.SENDING);
  }

  @Test
  default void completesNothingForAnEarlierLifeOfTheNode() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    unitOfWork().run(() -> nodes().join(session.node().id(), LEASE));

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
  }

  @Test
  default void completesMessagesLeftInFlightByAnEarlierOwner() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var heir = inherit(session);

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
    assertThat(inFlight(heir)).containsExactly(claimed);
    assertThat(complete(heir.node(), sent(heir, claimed))).hasSize(1);
  }

  @Test
  default void movesAMessageThatIsStillInSending() {
    var session = owned(ACME);
    var claimed = claimed(session, added(text(session)));
    var next = added(text(session));

    receipt(claimed, MessageStatus.DELIVERED, NOON.plusSeconds(1));

    assertThat(complete(session.node(), sent(session, claimed))).isEmpty();
    assertThat(find(claimed).orElseThrow().progress())
        .isEqualTo(claimed.progress().receipt(MessageStatus.DELIVERED, NOON.plusSeconds(1)));
    assertThat(inFlight(session)).isEmpty();
    assertThat(claim(session.node(), claimOf(session, next))).hasSize(1);
  }

  @Test
  default void findsOnlyOutboundMessagesOfTheSessionByWhatsAppId() {
    var session = owned(ACME);
    var mine = added(text(session));
    var received = added(inbound(session));
    var foreign = added(text(owned(ACME)));
    var asked = Stream.of(mine, received, foreign, text(session)).map(Message::whatsAppId).toList();

    var found = unitOfWork().execute(() -> messages().byWhatsAppIds(session.id(), asked));

    assertThat(found).containsExactly(mine);
  }

  @Test
  default void knowsReceivedMessages() {
    var session = owned(ACME);
    var other = owned(ACME);
    var received = added(inbound(session));
    var sent = added(text(session));

    unitOfWork()
        .run(
            () -> {
              assertThat(known(session, INBOUND, received)).contains(received.id());
              assertThat(known(other, INBOUND, received)).isEmpty();
              assertThat(known(session, INBOUND, sent)).isEmpty();
              assertThat(known(session, OUTBOUND, sent)).contains(sent.id());
            });
  }

  private Optional<MessageId> known(Owned session, Direction direction, Message message) {
    return messages().known(session.id(), direction, message.whatsAppId());
  }

  @Test
  default void renamesTheRecipientOfAllMessagesInASession() {
    var session = owned(ACME);
    var other = owned(ACME);
    var hidden = Recipient.parse("12345678@lid");
    var theirs = added(text(session, hidden, NOON, Handling.ORDINARY, "one"));
    var others = added(text(session, OMAR, NOON, Handling.ORDINARY, "two"));
    var elsewhere = added(text(other, hidden, NOON, Handling.ORDINARY, "three"));

    unitOfWork().run(() -> messages().rename(session.id(), hidden, FATIMA));

    assertThat(peer(theirs)).isEqualTo(FATIMA);
    assertThat(peer(others)).isEqualTo(OMAR);
    assertThat(peer(elsewhere)).isEqualTo(hidden);
  }

  private Recipient peer(Message message) {
    return unitOfWork().execute(() -> messages().find(ACME, message.id())).orElseThrow().peer();
  }

  @Test
  default void readsThePaceFromTheLastSends() {
    var session = owned(ACME);
    var untouched = owned(ACME);
    know(session, OMAR, "2@lid", Optional.of(NOON.minusSeconds(9)));
    send(session, FATIMA, NOON.minus(Duration.ofDays(1)), 18);
    send(session, OMAR, NOON, 19);
    var last = send(session, FATIMA, NOON.plusSeconds(10), 20);

    var trails = trails(session, untouched);

    assertThat(trails.get(untouched.id())).isEqualTo(new Trail(Optional.empty(), 0, 0, 0));
    assertThat(trails.get(session.id())).isEqualTo(new Trail(Optional.of(last), 20, 2, 1));
  }

  @Test
  default void endsATrailWhereASendOfUnknownOutcomeBegan() {
    var session = owned(ACME);
    send(session, FATIMA, NOON, 1);
    var message = added(text(session));
    var claim = new Claim(message.id(), session.id(), session.epoch(), 2);
    var began = NOON.plusSeconds(30);
    unitOfWork().run(() -> messages().claim(session.node(), List.of(claim), began));

    assertThat(trails(session).get(session.id())).isEqualTo(new Trail(Optional.of(began), 2, 2, 1));
  }

  private Map<SessionId, Trail> trails(Owned... sessions) {
    var ids = Arrays.stream(sessions).map(Owned::id).toList();
    return unitOfWork().execute(() -> messages().trails(ids, NOON.minus(Duration.ofHours(12))));
  }

  /** Sends a message, which takes a second, and returns when the send ended. */
  private Instant send(Owned session, Recipient to, Instant begin, int turn) {
    var message = added(text(session, to, begin, Handling.ORDINARY, "hello"));
    var claim = new Claim(message.id(), session.id(), session.epoch(), turn);
    var claimed =
        unitOfWork()
            .execute(() -> messages().claim(session.node(), List.of(claim), begin))
            .getFirst();
    var end = begin.plusSeconds(1);
    complete(session.node(), completion(session, claimed, claimed.progress().sent(end)));
    return end;
  }

  @Test
  default void reportsTheHealthOfAQueue() {
    var session = owned(ACME);
    assertThat(health(session))
        .isEqualTo(new QueueHealth(0, Optional.empty(), Optional.empty(), Optional.empty()));

    var low = new Handling(Priority.LOW, false, Optional.empty(), Optional.empty());
    add(
        text(session, FATIMA, NOON.plusSeconds(50), low, "first"),
        text(session, FATIMA, NOON.plusSeconds(60), Handling.ORDINARY, "second"));
    assertThat(health(session))
        .isEqualTo(
            new QueueHealth(
                2, Optional.of(NOON.plusSeconds(50)), Optional.empty(), Optional.empty()));

    var first = heads(session, 1).getFirst();
    var end = send(session, OMAR, NOON.plusSeconds(70), 1);
    assertThat(health(session).lastAckAt()).contains(end);
    var claimed = claimed(session, first);
    var failed = claimed.progress().failed(Fault.RECIPIENT_REFUSED, NOON.plusSeconds(99));
    complete(session.node(), completion(session, claimed, failed));
    var sent = list(ACME, ALL).items().stream().filter(it -> it.status().isSent()).findFirst();
    receipt(sent.orElseThrow(), MessageStatus.READ, NOON.plusSeconds(90));

    assertThat(health(session))
        .isEqualTo(
            new QueueHealth(
                1,
                Optional.of(NOON.plusSeconds(50)),
                Optional.of(end),
                Optional.of(NOON.plusSeconds(90))));
  }

  private QueueHealth health(Owned session) {
    return unitOfWork().execute(() -> messages().health(List.of(session.id()))).get(session.id());
  }
}
