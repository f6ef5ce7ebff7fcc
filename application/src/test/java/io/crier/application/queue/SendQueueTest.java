package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageStatus.CANCELLED;
import static io.crier.domain.messages.MessageStatus.DELIVERED;
import static io.crier.domain.messages.MessageStatus.FAILED;
import static io.crier.domain.messages.MessageStatus.QUEUED;
import static io.crier.domain.messages.MessageStatus.READ;
import static io.crier.domain.messages.MessageStatus.SCHEDULED;
import static io.crier.domain.messages.MessageStatus.SENDING;
import static io.crier.domain.messages.MessageStatus.SENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Replays;
import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.Acceptance;
import io.crier.application.sending.SendIdempotency;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendQueueTest {

  /** Gaps of 5 to 9 s, and nothing else. */
  private static final Pacing GAPS = pacing(Optional.empty(), Optional.empty());

  private final World world = new World();
  private final Account account = world.account();
  private final InMemoryWhatsApp whatsApp = world.whatsApp;

  // The way of a message

  @Test
  void publishesEachStepOfAMessageOnce() {
    var session = world.connected(account, Pacing.CAREFUL);

    var message = world.accept(account, session, 1);
    world.passSeconds(5);

    assertThat(world.status(message)).isEqualTo(READ);
    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(whatsApp.sent())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.id()).isEqualTo(message.whatsAppId());
              assertThat(it.to()).isEqualTo(number(1));
              assertThat(it.body()).isEqualTo("hello 1");
              assertThat(it.typed()).isBetween(Duration.ofMillis(780), Duration.ofMillis(790));
            });
  }

  @Test
  void keepsTheGapBetweenSends() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 50; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(50 * 9.1);

    var sent = whatsApp.sent();
    assertThat(sent).hasSize(50);
    for (int i = 1; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - 1).at(), sent.get(i).at()))
          .isBetween(Duration.ofSeconds(5), Duration.ofMillis(9_050));
    }
  }

  @Test
  void sendsInOrderOfAcceptance() {
    var session = world.connected(account, GAPS);
    var accepted = new ArrayList<WhatsAppId>();
    for (int i = 0; i < 25; i++) {
      accepted.add(world.accept(account, session, i).whatsAppId());
    }
    world.passSeconds(25 * 9.1);

    assertThat(sentIds()).containsExactlyElementsOf(accepted);
  }

  @Test
  void sendsCodesAndAlertsFirst() {
    var session = world.connected(account, GAPS);
    var first = world.accept(account, session, 0);
    world.passSeconds(1);
    var low = accept(session, 1, Priority.LOW);
    var normal = accept(session, 2, Priority.NORMAL);
    var high = accept(session, 3, Priority.HIGH);
    var alert = accept(session, 4, Priority.ALERT);
    var code = accept(session, 5, Priority.CODE);
    world.passSeconds(60);

    assertThat(sentIds()).containsExactlyElementsOf(ids(first, code, alert, high, normal, low));
  }

  @Test
  void sendsUnpacedMessagesAtOnce() {
    var session =
        world.connected(
            account,
            new Pacing(
                GAPS.gap(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                true));
    world.accept(account, session, 0);
    world.passSeconds(0.1);
    world.accept(account, session, 1);
    var asked = world.request(account, session, 2);
    var urgent =
        world.accept(
            new AcceptMessages.Request(
                admin(account),
                session.id(),
                asked.to(),
                asked.content(),
                asked.handling(),
                true,
                Optional.empty()));
    world.passSeconds(0.1);

    assertThat(sentIds()).last().isEqualTo(urgent.whatsAppId());
    assertThat(whatsApp.sent()).hasSize(2);
  }

  @Test
  void sendsScheduledMessagesWhenTheyAreDue() {
    var session = world.connected(account, GAPS);
    var at = world.instant().plus(Duration.ofHours(2));
    var scheduled =
        accept(session, 1, new Handling(Priority.NORMAL, false, Optional.of(at), Optional.empty()));
    world.pass(Duration.ofHours(2).minusSeconds(1));
    assertThat(world.status(scheduled)).isEqualTo(SCHEDULED);

    world.passSeconds(5);

    assertThat(world.status(scheduled)).isEqualTo(READ);
    assertThat(world.steps(scheduled))
        .containsExactly(SCHEDULED, QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(whatsApp.sent().getFirst().at()).isBetween(at, at.plusSeconds(2));
  }

  // Waiting

  @Test
  void resumesAPausedQueueAtItsPace() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.pause(admin(account), session.id());
    for (int i = 0; i < 5; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(300);
    assertThat(whatsApp.sent()).isEmpty();

    world.server.controlSession.resume(admin(account), session.id());
    world.passSeconds(46);

    assertThat(whatsApp.sent()).hasSize(5);
    assertPaced();
  }

  @Test
  void resumesWithoutABurstAfterReconnecting() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 10; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(12);
    whatsApp.drop(session.id());
    world.passSeconds(600);
    var before = whatsApp.sent().size();
    assertThat(before).isBetween(2, 3);

    whatsApp.heal(session.id());
    world.pass(Duration.ofMinutes(12));

    assertThat(whatsApp.sent()).hasSize(10);
    assertPaced();
    assertEachSentOnce();
  }

  @Test
  void returnsMessagesThatWhatsAppDidNotAcceptToTheirPlace() {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(Fault.NOT_CONNECTED);
    var first = world.accept(account, session, 1);
    var second = world.accept(account, session, 2);
    world.passSeconds(30);

    assertThat(sentIds()).containsExactlyElementsOf(ids(first, second));
    assertThat(world.steps(first))
        .containsExactly(QUEUED, SENDING, QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(world.message(first).progress().possibleDuplicate()).isFalse();
  }

  @Test
  void sendsOnlyCodesInQuietHours() {
    var morning = LocalTime.ofInstant(world.instant(), ZoneOffset.UTC).plusHours(8);
    var quiet = new Pacing.QuietHours(morning.minusHours(9), morning, ZoneOffset.UTC);
    var session =
        world.connected(
            account,
            new Pacing(
                GAPS.gap(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(quiet),
                false));
    var ordinary = world.accept(account, session, 1);
    world.passSeconds(60);
    assertThat(whatsApp.sent()).isEmpty();

    var code = accept(session, 2, Priority.CODE);
    world.passSeconds(60);
    assertThat(sentIds()).containsExactlyElementsOf(ids(code));

    world.pass(Duration.ofHours(8));
    assertThat(sentIds()).containsExactlyElementsOf(ids(code, ordinary));
    assertThat(whatsApp.sent().get(1).at())
        .isBetween(Instant.parse("2026-11-21T18:00:00Z"), Instant.parse("2026-11-21T18:00:01Z"));
  }

  @Test
  void keepsTheDailyCapUntilMidnight() {
    var session = world.connected(account, pacing(Optional.of(3), Optional.of(99)));
    for (int i = 0; i < 5; i++) {
      world.accept(account, session, i);
    }
    world.pass(Duration.ofHours(13).plusMinutes(59));
    assertThat(whatsApp.sent()).hasSize(3);

    world.passSeconds(120);

    assertThat(whatsApp.sent()).hasSize(5);
    assertThat(whatsApp.sent().get(3).at()).isAfterOrEqualTo("2026-11-22T00:00:00Z");
  }

  @Test
  void skipsCancelledMessagesAndSendsThoseBehindThem() {
    var session = world.connected(account, GAPS);
    world.accept(account, session, 0);
    world.passSeconds(1);
    var later = world.instant().plus(Duration.ofHours(1));
    var scheduled =
        accept(
            session, 1, new Handling(Priority.NORMAL, false, Optional.of(later), Optional.empty()));
    var cancelled = world.accept(account, session, 2);
    var kept = world.accept(account, session, 3);
    for (int twice = 0; twice < 2; twice++) {
      world.server.cancelMessage.cancel(admin(account), cancelled.id());
      world.server.cancelMessage.cancel(admin(account), scheduled.id());
    }
    world.pass(Duration.ofHours(2));

    assertThat(world.status(cancelled)).isEqualTo(CANCELLED);
    assertThat(world.status(scheduled)).isEqualTo(CANCELLED);
    assertThat(world.status(kept)).isEqualTo(READ);
    assertThat(world.steps(cancelled)).containsExactly(QUEUED, CANCELLED);
    assertThat(usage()).isEqualTo(2);
  }

  // Recipients

  @Test
  void checksANewNumberOnceAndAKnownOneNever() {
    var session = world.connected(account, GAPS);
    world.accept(account, session, 1);
    world.accept(account, session, 1);
    whatsApp.write(session.id(), number(2), new Content.Text("hi"));
    world.passSeconds(1);
    world.accept(account, session, 2);
    world.passSeconds(60);

    assertThat(world.checks).containsExactly(phone(1));
    assertThat(whatsApp.sent()).hasSize(3);
  }

  @Test
  void keepsACheckThoughTheSendFails() {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(Fault.NOT_CONNECTED);
    world.accept(account, session, 1);
    world.passSeconds(60);

    assertThat(world.checks).containsExactly(phone(1));
    assertThat(whatsApp.sent()).hasSize(1);
  }

  @Test
  void failsFreeOfChargeIfTheNumberIsNotOnWhatsApp() {
    var session = world.connected(account, GAPS);
    whatsApp.forget(session.id(), phone(1));
    var message = world.accept(account, session, 1);
    var again = world.accept(account, session, 1);
    world.passSeconds(60);

    assertThat(world.status(message)).isEqualTo(FAILED);
    assertThat(world.message(message).progress().fault()).contains(Fault.RECIPIENT_NOT_ON_WHATSAPP);
    assertThat(world.status(again)).isEqualTo(FAILED);
    assertThat(world.checks).containsExactly(phone(1));
    assertThat(whatsApp.sent()).isEmpty();
    assertThat(usage()).isZero();
  }

  @Test
  void sendsToKnownContactsWhenTheBudgetOfNewOnesIsUsedUp() {
    var session = world.connected(account, pacing(Optional.of(100), Optional.of(2)));
    world.meet(session, 10, 11);
    var sent = new ArrayList<Message>();
    for (var to : List.of(1, 2, 3, 10)) {
      sent.add(world.accept(account, session, to));
    }
    world.passSeconds(60);
    assertThat(sentIds()).containsExactlyElementsOf(ids(sent.get(0), sent.get(1), sent.get(3)));

    var known = world.accept(account, session, 11);
    world.passSeconds(30);
    assertThat(sentIds()).last().isEqualTo(known.whatsAppId());

    whatsApp.write(session.id(), number(3), new Content.Text("hi"));
    world.passSeconds(30);
    assertThat(sentIds()).last().isEqualTo(sent.get(2).whatsAppId());
    assertPaced();
  }

  @Test
  void renewsTheBudgetOfNewContactsAtMidnight() {
    var session = world.connected(account, pacing(Optional.of(100), Optional.of(1)));
    world.accept(account, session, 1);
    world.accept(account, session, 2);
    world.pass(Duration.ofHours(13).plusMinutes(59));
    assertThat(whatsApp.sent()).hasSize(1);

    world.passSeconds(120);

    assertThat(whatsApp.sent()).hasSize(2);
  }

  @Test
  void keepsThePaceForAKnownContactBehindAnUrgentMessageToANewOne() {
    var session =
        world.connected(
            account,
            new Pacing(
                GAPS.gap(),
                Optional.empty(),
                Optional.of(100),
                Optional.of(1),
                false,
                Optional.empty(),
                true));
    world.meet(session, 10);
    world.accept(account, session, 1);
    world.passSeconds(0.1);
    accept(session, 2, Priority.UNPACED);
    world.accept(account, session, 10);
    world.passSeconds(30);

    assertThat(whatsApp.sent()).hasSize(2);
    assertPaced();
  }

  @Test
  void holdsBackOnlyNewContactsUnderARestrictionAndPublishesIt() {
    var session = world.connected(account, GAPS);
    world.meet(session, 10);
    whatsApp.willAnswer(
        new Engine.Outcome.Failed(Fault.RESTRICTED, Optional.of(world.instant().plusSeconds(60))));
    var unknown = world.accept(account, session, 1);
    world.passSeconds(1);
    var known = world.accept(account, session, 10);
    world.passSeconds(30);
    assertThat(sentIds()).containsExactlyElementsOf(ids(known));
    assertThat(world.status(unknown)).isEqualTo(QUEUED);

    world.passSeconds(60);

    assertThat(sentIds()).containsExactlyElementsOf(ids(known, unknown));
    assertThat(world.events()).filteredOn(SessionEvent.Restricted.class::isInstance).hasSize(1);
    assertThat(world.session(session).link().restrictedUntil()).isPresent();
  }

  @Test
  void holdsBackARestrictedKnownChatLikeANewOne() {
    var session = world.connected(account, GAPS);
    world.meet(session, 10);
    whatsApp.willAnswer(
        new Engine.Outcome.Failed(
            Fault.RESTRICTED, Optional.of(world.instant().plusSeconds(3_600))));
    var refused = world.accept(account, session, 10);
    world.pass(Duration.ofMinutes(59));
    assertThat(world.message(refused).progress().attempt()).isEqualTo(1);
    assertThat(world.status(refused)).isEqualTo(QUEUED);

    world.passSeconds(120);

    assertThat(world.status(refused)).isEqualTo(READ);
  }

  @Test
  void sendsTestMessagesToTheSimulatorAndLearnsNothingFromThem() {
    var session = world.create(account, GAPS);
    whatsApp.forget(session.id(), phone(1));
    var test = new Handling(Priority.NORMAL, true, Optional.empty(), Optional.empty());
    var absent = accept(session, 1, test);
    var message = accept(session, 2, test);
    world.passSeconds(60);

    assertThat(world.status(absent)).isEqualTo(FAILED);
    assertThat(world.status(message)).isEqualTo(READ);
    assertThat(message.whatsAppId().value()).startsWith("sim_");
    assertThat(usage()).isZero();
    assertThat(world.database.execute(() -> world.contacts.find(session.id(), number(1))))
        .isEmpty();
  }

  // Failures

  @ParameterizedTest
  @EnumSource(names = {"RECIPIENT_REFUSED", "CONTENT_REFUSED", "UNSUPPORTED"})
  void refundsMessagesThatAreRefusedForGood(Fault fault) {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(fault);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(20);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, FAILED);
    assertThat(world.message(message).progress().fault()).contains(fault);
    assertThat(world.status(next)).isEqualTo(READ);
    assertThat(usage()).isEqualTo(1);
  }

  @Test
  void triesAFailingEngineEightTimes() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 8; i++) {
      whatsApp.willFail(Fault.ENGINE_FAILED);
    }
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.pass(Duration.ofMinutes(20));

    assertThat(world.status(message)).isEqualTo(FAILED);
    assertThat(world.message(message).progress().attempt()).isEqualTo(8);
    assertThat(world.status(next)).isEqualTo(READ);
    assertThat(usage()).isEqualTo(1);
  }

  @Test
  void refundsMessagesThatBounce() {
    whatsApp.sendReceipts(false);
    var session = world.connected(account, GAPS);
    var message = world.accept(account, session, 1);
    world.passSeconds(20);
    var id = world.message(message).whatsAppId();

    var bounced = new Engine.Event.Bounced(id, Fault.OUTSIDE_WINDOW, world.instant());
    whatsApp.report(session.id(), bounced);
    whatsApp.report(session.id(), bounced);
    world.passSeconds(1);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, FAILED);
    assertThat(world.message(message).progress().fault()).contains(Fault.OUTSIDE_WINDOW);
    assertThat(usage()).isZero();
  }

  // Doubt

  @Test
  void settlesADoubtWithAReceipt() {
    var session = world.connected(account, GAPS);
    whatsApp.willFail(Fault.UNKNOWN_OUTCOME);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(20);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
    assertThat(world.message(message).progress().possibleDuplicate()).isFalse();
    assertThat(world.status(next)).isEqualTo(READ);
    assertEachSentOnce();
  }

  @Test
  void repeatsADoubtfulSendUnderItsIdWithoutAReceipt() {
    var session = world.connected(account, GAPS);
    whatsApp.sendReceipts(false);
    whatsApp.willFail(Fault.UNKNOWN_OUTCOME);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(29);
    assertThat(whatsApp.sent()).hasSize(1);

    world.passSeconds(20);

    assertThat(sentIds()).containsExactlyElementsOf(ids(message, message, next));
    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENDING, SENT);
    assertThat(world.message(message).progress().possibleDuplicate()).isTrue();
  }

  @Test
  void failsADoubtfulSendIfTheAccountPrefersThat() {
    world.database.run(() -> world.accounts.save(account.withDoubtful(Account.Doubtful.FAIL)));
    var session = world.connected(account, GAPS);
    whatsApp.sendReceipts(false);
    whatsApp.willFail(Fault.UNKNOWN_OUTCOME);
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.passSeconds(60);

    assertThat(sentIds()).containsExactlyElementsOf(ids(message, next));
    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, FAILED);
    assertThat(world.message(message).progress().fault()).contains(Fault.DELIVERY_UNKNOWN);
    assertThat(usage()).isEqualTo(1);
  }

  @Test
  void doubtsSendsThatWereOnTheirWayInACrash() {
    var session = world.connected(account, Pacing.CAREFUL);
    whatsApp.sendReceipts(false);
    var message = world.accept(account, session, 1);
    world.passSeconds(0.3);
    assertThat(world.status(message)).isEqualTo(SENDING);
    world.crash();
    world.restart();
    world.passSeconds(29);
    assertThat(whatsApp.sent()).isEmpty();

    world.passSeconds(10);

    assertThat(sentIds()).containsExactlyElementsOf(ids(message));
    assertThat(world.message(message).progress().possibleDuplicate()).isTrue();
  }

  @Test
  void resumesAtItsPaceAfterARestart() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 8; i++) {
      world.accept(account, session, i);
    }
    for (int i = 0; i < 8; i++) {
      world.passSeconds(9);
      world.crash();
      world.restart();
    }
    world.passSeconds(60);

    assertThat(whatsApp.sent()).hasSize(8);
    assertPaced();
    assertEachSentOnce();
  }

  // A database that fails

  @Test
  void retriesAFailedClaim() {
    var session = world.connected(account, GAPS);
    var message = world.accept(account, session, 1);
    world.server.failBeforeCommit(() -> true);
    world.passSeconds(5);
    world.server.heal();
    world.passSeconds(5);

    assertThat(world.steps(message)).containsExactly(QUEUED, SENDING, SENT, DELIVERED, READ);
  }

  @Test
  void retriesRecordingWithoutSendingAgain() {
    var session = world.connected(account, Pacing.CAREFUL);
    var message = world.accept(account, session, 1);
    world.passSeconds(0.2);
    assertThat(world.status(message)).isEqualTo(SENDING);
    world.server.failBeforeCommit(() -> true);
    world.passSeconds(8);
    world.server.heal();
    world.passSeconds(40);

    assertThat(world.status(message)).isEqualTo(READ);
    assertEachSentOnce();
  }

  @Test
  void findsAClaimWhoseCommitWentUnnoticed() {
    var session = world.connected(account, GAPS);
    world.server.controlSession.pause(admin(account), session.id());
    var message = world.accept(account, session, 1);
    var next = world.accept(account, session, 2);
    world.server.controlSession.resume(admin(account), session.id());
    world.passSeconds(0.005);
    world.server.failAfterCommit(() -> world.status(message) == SENDING);
    world.passSeconds(0.1);
    assertThat(world.status(message)).isEqualTo(SENDING);
    assertThat(whatsApp.sent()).isEmpty();
    world.server.heal();
    world.passSeconds(60);

    assertThat(world.status(message)).isEqualTo(READ);
    assertThat(world.status(next)).isEqualTo(READ);
    assertEachSentOnce();
  }

  @Test
  void sendsAMessageWhoseCommitWentUnnoticed() {
    var session = world.connected(account, GAPS);
    world.server.failAfterCommit(() -> true);
    var acceptance = world.server.acceptMessages.accept(world.request(account, session, 1));
    world.passSeconds(0.001);
    world.server.heal();
    world.passSeconds(10);

    assertThat(acceptance).isCompletedExceptionally();
    assertThat(whatsApp.sent()).hasSize(1);
    assertThat(usage()).isEqualTo(1);
  }

  @Test
  void replaysABatchWhoseCommitWentUnnoticed() {
    var session = world.connected(account, GAPS);
    var calls = new int[1];
    world.server.failAfterCommit(() -> ++calls[0] == 1);
    var first = world.server.acceptMessages.accept(keyed(session, 1));
    var second = world.server.acceptMessages.accept(keyed(session, 2));
    world.passSeconds(20);

    assertThat(List.of(first, second))
        .allSatisfy(
            answer ->
                assertThat(answer)
                    .isCompletedWithValueMatching(Acceptance.Replayed.class::isInstance));
    assertThat(whatsApp.sent()).hasSize(2);
    assertThat(usage()).isEqualTo(2);
  }

  @Test
  void sendsNothingWithoutALease() {
    var session = world.connected(account, GAPS);
    for (int i = 0; i < 3; i++) {
      world.accept(account, session, i);
    }
    world.passSeconds(0.1);
    world.server.failBeforeCommit(() -> true);
    world.passSeconds(120);
    assertThat(whatsApp.sent()).hasSize(1);

    world.server.heal();
    world.passSeconds(60);

    assertThat(whatsApp.sent()).hasSize(3);
    assertPaced();
    assertEachSentOnce();
  }

  // ----

  private static Pacing pacing(Optional<Integer> cap, Optional<Integer> newContacts) {
    return new Pacing(
        Pacing.CAREFUL.gap(), Optional.empty(), cap, newContacts, false, Optional.empty(), false);
  }

  private Message accept(Session session, int to, Priority priority) {
    return accept(session, to, MessageFixture.of(priority));
  }

  private Message accept(Session session, int to, Handling handling) {
    var asked = world.request(account, session, to);
    return world.accept(
        new AcceptMessages.Request(
            admin(account),
            session.id(),
            asked.to(),
            asked.content(),
            handling,
            false,
            Optional.empty()));
  }

  private AcceptMessages.Request keyed(Session session, int to) {
    var asked = world.request(account, session, to);
    var key =
        new SendIdempotency(
            "key " + to, "print", accepted -> new Replays.Replay("print", 202, "answer"));
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        asked.to(),
        asked.content(),
        asked.handling(),
        false,
        Optional.of(key));
  }

  private static PhoneNumber phone(int index) {
    return ((Recipient.Phone) number(index)).number();
  }

  private List<WhatsAppId> sentIds() {
    return whatsApp.sent().stream().map(InMemoryWhatsApp.Sent::id).toList();
  }

  private static List<WhatsAppId> ids(Message... messages) {
    return List.of(messages).stream().map(Message::whatsAppId).toList();
  }

  private long usage() {
    return world.server.showAccount.own(admin(account)).usage().sendsToday();
  }

  private void assertPaced() {
    var sent = whatsApp.sent();
    for (int i = 1; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - 1).at(), sent.get(i).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }
  }

  private void assertEachSentOnce() {
    assertThat(new HashSet<>(sentIds())).hasSize(sentIds().size());
  }
}
