package io.crier.application.sending;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.Actors.admin;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_REUSED;
import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.MONTHLY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.NO_CREDIT_LEFT;
import static io.crier.domain.messages.MessageFixture.number;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static io.crier.domain.messages.MessageProblem.UNPACED_NOT_ALLOWED;
import static io.crier.domain.sessions.SessionProblem.SESSION_DISABLED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.Replays;
import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.domain.Problem;
import io.crier.domain.Refusals;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.Plan;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class AcceptMessagesTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.create(account, Pacing.CAREFUL);

  @Test
  void keepsAcceptedMessagesAndAnswersTheirPlaces() {
    var answers = ask(3);
    world.pass(Duration.ofMillis(1));

    for (int i = 0; i < 3; i++) {
      var accepted = (Acceptance.Accepted) answers.get(i).join();
      assertThat(accepted.position()).isEqualTo(i);
      assertThat(accepted.estimatedSendAt())
          .isEqualTo(
              world.instant().plus(Pacing.CAREFUL.meanPause().multipliedBy(i)).minusMillis(1));
      assertThat(world.status(accepted.message())).isEqualTo(MessageStatus.QUEUED);
      assertThat(world.steps(accepted.message())).containsExactly(MessageStatus.QUEUED);
    }
  }

  @Test
  void answersOnlyOnceTheMessageIsDurable() {
    var answers = ask(2);
    assertThat(answers).noneMatch(CompletableFuture::isDone);

    world.server.failBeforeCommit(() -> true);
    world.pass(Duration.ofMillis(1));

    assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
    world.server.heal();
    assertThat(usage()).isZero();
  }

  @Test
  void acceptsTheRestOfABatchThoughOneFails() {
    var answers = new ArrayList<CompletableFuture<Acceptance>>();
    for (int i = 0; i < 9; i++) {
      answers.add(i == 5 ? ask(poison()) : ask(request(i)));
    }
    world.pass(Duration.ofMillis(1));

    for (int i = 0; i < 9; i++) {
      assertThat(answers.get(i).isCompletedExceptionally()).isEqualTo(i == 5);
    }
    assertThat(usage()).isEqualTo(8);
  }

  @Test
  void enforcesTheDailyQuotaExactly() {
    world.limit(World.plans(5, Plan.UNLIMITED));
    var answers = ask(8);
    world.pass(Duration.ofMillis(1));

    assertThat(answers.subList(0, 5)).noneMatch(CompletableFuture::isCompletedExceptionally);
    answers.subList(5, 8).forEach(answer -> assertRefused(DAILY_QUOTA_EXCEEDED, answer));
    assertThat(usage()).isEqualTo(5);
    // until midnight
    assertThatThrownBy(() -> answers.get(7).join())
        .cause()
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.retryAfter().orElseThrow())
                    .isBetween(Duration.ofHours(13).plusMinutes(59), Duration.ofHours(14)));
  }

  @Test
  void enforcesTheMonthlyQuotaExactly() {
    world.limit(World.plans(5, 3));
    var answers = ask(4);
    world.pass(Duration.ofMillis(1));

    assertThat(answers.subList(0, 3)).noneMatch(CompletableFuture::isCompletedExceptionally);
    assertRefused(MONTHLY_QUOTA_EXCEEDED, answers.get(3));
  }

  @Test
  void enforcesCreditsExactlyAndRefundsCancelledSends() {
    world.database.run(() -> world.accounts.setCredits(account.id(), Optional.of(2L)));
    var answers = ask(3);
    world.pass(Duration.ofMillis(1));
    assertRefused(NO_CREDIT_LEFT, answers.get(2));
    assertThat(credits()).isZero();

    var first = ((Acceptance.Accepted) answers.get(0).join()).message();
    world.server.cancelMessage.cancel(admin(account), first.id());
    world.server.cancelMessage.cancel(admin(account), first.id());

    assertThat(credits()).isEqualTo(1);
  }

  @Test
  void refundsToTheDayOfTheChargeAcrossMidnight() {
    var eve = new World(1, Instant.parse("2026-11-21T23:59:59.500Z"));
    var owner = eve.account();
    var made = eve.create(owner, Pacing.CAREFUL);
    eve.passSeconds(0.399);
    var answer = eve.server.acceptMessages.accept(eve.request(owner, made, 1));
    eve.skip(Duration.ofMillis(2));
    var message = ((Acceptance.Accepted) answer.join()).message();
    assertThat(message.createdAt()).isBefore("2026-11-22T00:00:00Z");
    assertThat(eve.instant()).isAfter("2026-11-22T00:00:00Z");

    eve.server.cancelMessage.cancel(admin(owner), message.id());

    assertThat(eve.server.showAccount.own(admin(owner)).usage().sendsToday()).isZero();
    assertThat(eve.server.showAccount.own(admin(owner)).usage().sendsThisMonth()).isZero();
  }

  @Test
  void chargesNothingForTestMessages() {
    world.limit(World.plans(0, 0));
    var answer =
        ask(with(new Handling(Priority.NORMAL, true, Optional.empty(), Optional.empty()), false));
    world.pass(Duration.ofMillis(1));

    assertThat(answer).isCompleted();
    assertThat(usage()).isZero();
  }

  @Test
  void replaysARepeatedRequest() {
    var first = ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));
    var again = ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));

    assertReplays(again, first);
    assertThat(usage()).isEqualTo(1);
  }

  @Test
  void replaysARepeatedRequestWithinOneBatch() {
    var first = ask(keyed(1, "key", "print"));
    var again = ask(keyed(1, "key", "print"));
    var other = ask(keyed(2, "key", "another print"));
    world.pass(Duration.ofMillis(1));

    assertReplays(again, first);
    assertRefused(IDEMPOTENCY_KEY_REUSED, other);
    assertThat(usage()).isEqualTo(1);
  }

  @Test
  void refusesAnotherRequestUnderAUsedKey() {
    ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));
    var other = ask(keyed(2, "key", "another print"));
    world.pass(Duration.ofMillis(1));

    assertRefused(IDEMPOTENCY_KEY_REUSED, other);
    assertThat(usage()).isEqualTo(1);
  }

  @Test
  void letsARefusedRequestBeRepeatedUnderItsKey() {
    world.database.run(() -> world.accounts.setCredits(account.id(), Optional.of(0L)));
    var refused = ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));
    assertRefused(NO_CREDIT_LEFT, refused);

    world.database.run(() -> world.accounts.setCredits(account.id(), Optional.of(1L)));
    var again = ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));

    assertThat(again).isCompletedWithValueMatching(Acceptance.Accepted.class::isInstance);
  }

  @Test
  void keepsTheKeysOfAccountsApart() {
    var other = world.account();
    var theirs = world.create(other, Pacing.CAREFUL);
    ask(keyed(1, "key", "print"));
    var asked = keyed(1, "key", "another print");
    var answer =
        ask(
            new AcceptMessages.Request(
                admin(other),
                theirs.id(),
                asked.to(),
                asked.content(),
                asked.handling(),
                false,
                asked.idempotency()));
    world.pass(Duration.ofMillis(1));

    assertThat(answer).isCompletedWithValueMatching(Acceptance.Accepted.class::isInstance);
  }

  @Test
  void refusesUnpacedMessagesUnlessTheSessionAllowsThem() {
    Refusals.assertRefused(UNPACED_NOT_ALLOWED, () -> ask(with(Handling.ORDINARY, true)));
  }

  @Test
  void refusesTheSessionOfAnotherAccount() {
    var other = world.account();
    var request = request(1);

    Refusals.assertRefused(
        SESSION_NOT_FOUND,
        () ->
            ask(
                new AcceptMessages.Request(
                    admin(other),
                    session.id(),
                    request.to(),
                    request.content(),
                    request.handling(),
                    false,
                    Optional.empty())));
  }

  @Test
  void refusesMessagesToADisabledSession() {
    world.server.controlSession.disable(OPERATOR, session.id(), true);

    Refusals.assertRefused(SESSION_DISABLED, () -> ask(request(1)));
  }

  @Test
  void refusesToScheduleMoreThanAYearAhead() {
    var year = world.instant().plus(Duration.ofDays(365));

    assertThat(ask(with(scheduled(year), false))).isNotNull();
    Refusals.assertRefused(INVALID_SEND_AT, () -> ask(with(scheduled(year.plusMillis(1)), false)));
  }

  @Test
  void refusesRequestsWhileOverloaded() {
    for (int i = 0; i < 10_000; i++) {
      ask(request(i % 100));
    }

    assertThatThrownBy(() -> ask(request(1)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.retryAfter()).isPresent());
    assertThat(world.server.findSessions.find(admin(account), session.id())).isNotNull();
  }

  // ----

  private List<CompletableFuture<Acceptance>> ask(int count) {
    var answers = new ArrayList<CompletableFuture<Acceptance>>();
    for (int i = 0; i < count; i++) {
      answers.add(ask(request(i)));
    }
    return answers;
  }

  private CompletableFuture<Acceptance> ask(AcceptMessages.Request request) {
    return world.server.acceptMessages.accept(request);
  }

  private AcceptMessages.Request request(int to) {
    return world.request(account, session, to);
  }

  private AcceptMessages.Request with(Handling handling, boolean unpaced) {
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        number(1),
        new Content.Text("hello"),
        handling,
        unpaced,
        Optional.empty());
  }

  @Test
  void replaysBeforeAFileIsFetched() {
    var asked = keyed(1, "key", "print").idempotency().orElseThrow();
    var other = keyed(1, "key", "another print").idempotency().orElseThrow();
    var acceptMessages = world.server.acceptMessages;

    assertThat(acceptMessages.replay(admin(account), asked)).isEmpty();
    var first = ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));

    assertReplays(
        CompletableFuture.completedFuture(
            acceptMessages.replay(admin(account), asked).orElseThrow()),
        first);
    Refusals.assertRefused(
        IDEMPOTENCY_KEY_REUSED, () -> acceptMessages.replay(admin(account), other));
  }

  @Test
  void refusesBeforeAFileIsFetched() {
    var acceptMessages = world.server.acceptMessages;
    world.server.acceptMessages.requireValid(request(1));
    world.whatsApp.removeAbility(Ability.SEND_TEXT);

    Refusals.assertRefused(TYPE_UNSUPPORTED, () -> acceptMessages.requireValid(request(1)));
    assertThat(usage()).isZero();
  }

  private AcceptMessages.Request keyed(int to, String key, String fingerprint) {
    return answered(
        to,
        key,
        fingerprint,
        new SendIdempotency(
            key,
            fingerprint,
            accepted ->
                new Replays.Replay(fingerprint, 202, accepted.message().id().value().toString())));
  }

  /** A request that the database rejects. */
  private AcceptMessages.Request poison() {
    return answered(
        5,
        "poison",
        "print",
        new SendIdempotency(
            "poison",
            "print",
            accepted -> {
              throw new IllegalStateException("no");
            }));
  }

  private AcceptMessages.Request answered(
      int to, String key, String fingerprint, SendIdempotency idempotency) {
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        number(to),
        new Content.Text("hello"),
        Handling.ORDINARY,
        false,
        Optional.of(idempotency));
  }

  private static Handling scheduled(Instant at) {
    return new Handling(Priority.NORMAL, false, Optional.of(at), Optional.empty());
  }

  private static void assertReplays(
      CompletableFuture<Acceptance> again, CompletableFuture<Acceptance> first) {
    var id = ((Acceptance.Accepted) first.join()).message().id().value().toString();

    assertThat(again)
        .isCompletedWithValueMatching(
            answer ->
                answer instanceof Acceptance.Replayed replayed
                    && replayed.answer().equals(new Replays.Replay("print", 202, id)));
  }

  private static void assertRefused(Problem problem, CompletableFuture<Acceptance> answer) {
    assertThat(answer).isDone();
    assertThatThrownBy(answer::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(problem));
  }

  private long usage() {
    return world.server.showAccount.own(admin(account)).usage().sendsThisMonth();
  }

  private long credits() {
    return world
        .database
        .execute(() -> world.accounts.find(account.id()).orElseThrow())
        .credits()
        .orElseThrow();
  }
}
