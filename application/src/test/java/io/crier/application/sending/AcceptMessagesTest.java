package io.crier.application.sending;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.Actors.admin;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static io.crier.domain.messages.MessageProblem.UNPACED_NOT_ALLOWED;
import static io.crier.domain.sessions.SessionProblem.SESSION_DISABLED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.StoreUnavailable;
import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.domain.Refusals;
import io.crier.domain.Refused;
import io.crier.domain.RequestProblem;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AcceptMessagesTest {

  private final AcceptMessagesFixture fixture = new AcceptMessagesFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;
  private final Session session = fixture.session;

  @Test
  void keepsAcceptedMessagesAndAnswersTheirPlaces() {
    var answers = fixture.ask(3);
    world.pass(Duration.ofMillis(1));

    for (int i = 0; i < 3; i++) {
      var accepted = (Acceptance.Accepted) answers.get(i).join();
      assertThat(accepted.place().position()).isEqualTo(i);
      assertThat(accepted.place().held()).hasValue(Hold.untilChanged(HoldReason.NOT_CONNECTED));
      assertThat(world.status(accepted.message())).isEqualTo(MessageStatus.QUEUED);
      assertThat(world.steps(accepted.message())).containsExactly(MessageStatus.QUEUED);
    }
  }

  @Test
  void answersOnlyOnceTheMessageIsDurable() {
    var answers = fixture.ask(2);
    assertThat(answers).noneMatch(CompletableFuture::isDone);

    world.server.failBeforeCommit(() -> true);
    world.pass(Duration.ofMillis(1));

    assertThat(answers).allMatch(CompletableFuture::isCompletedExceptionally);
    world.server.heal();
    assertThat(fixture.usage()).isZero();
  }

  @Test
  void acceptsOtherRequestsWhenOneFails() {
    var answers = new ArrayList<CompletableFuture<Acceptance>>();
    for (int i = 0; i < 9; i++) {
      answers.add(i == 5 ? fixture.ask(poison()) : fixture.ask(fixture.request(i)));
    }
    world.pass(Duration.ofMillis(1));

    for (int i = 0; i < 9; i++) {
      assertThat(answers.get(i).isCompletedExceptionally()).isEqualTo(i == 5);
    }
    assertThat(fixture.usage()).isEqualTo(8);
  }

  @Test
  void refusesUnpacedMessagesUnlessTheSessionAllowsThem() {
    Refusals.assertRefused(
        UNPACED_NOT_ALLOWED, () -> fixture.ask(fixture.with(Handling.ORDINARY, true)));
  }

  @Test
  void refusesTheSessionOfAnotherAccount() {
    var other = world.account();
    var request = fixture.request(1);

    Refusals.assertRefused(
        SESSION_NOT_FOUND,
        () ->
            fixture.ask(
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

    Refusals.assertRefused(SESSION_DISABLED, () -> fixture.ask(fixture.request(1)));
  }

  @Test
  void refusesToMentionAllOfOnePerson() {
    var request = fixture.request(1);
    var all = new Content.Text("hello", Context.NONE.mentioningAll());

    Refusals.assertRefused(
        INVALID_CONTENT,
        () ->
            fixture.ask(
                new AcceptMessages.Request(
                    request.actor(),
                    request.session(),
                    request.to(),
                    all,
                    request.handling(),
                    false,
                    Optional.empty())));
  }

  @Test
  void refusesToScheduleMoreThanAYearAhead() {
    var year = world.instant().plus(Duration.ofDays(365));

    assertThat(fixture.ask(fixture.with(scheduled(year), false))).isNotNull();
    Refusals.assertRefused(
        INVALID_SEND_AT, () -> fixture.ask(fixture.with(scheduled(year.plusMillis(1)), false)));
  }

  @Test
  void refusesRequestsWhileOverloaded() {
    for (int i = 0; i < 10_000; i++) {
      fixture.ask(fixture.request(i % 100));
    }

    assertThatThrownBy(() -> fixture.ask(fixture.request(1)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.retryAfter()).isPresent());
    assertThat(world.server.findSessions.find(admin(account), session.id())).isNotNull();
  }

  @Test
  void asksADatabaseThatDoesNotAnswerOnceForABatch() {
    var answers = fixture.ask(200);
    var asked = new AtomicInteger();
    world.server.failBeforeCommit(() -> asked.incrementAndGet() > 0);
    world.pass(Duration.ofMillis(1));

    assertThat(asked).hasValue(1);
    assertThat(answers).allSatisfy(AcceptMessagesTest::assertUnavailable);
  }

  @Test
  void answersInTimeWhileABatchIsStuck() {
    var stuck = fixture.ask(200);
    var waiting = fixture.ask(fixture.request(1));
    var asked = new AtomicInteger();
    world.server.failBeforeCommit(
        () -> {
          if (asked.incrementAndGet() == 1) {
            world.pass(Duration.ofSeconds(11));
            assertThat(stuck).allSatisfy(AcceptMessagesTest::assertUnavailable);
            AcceptMessagesFixture.assertRefused(RequestProblem.OVERLOADED, waiting);
          }
          return false;
        });
    world.pass(Duration.ofMillis(1));

    assertThat(asked).hasPositiveValue();
    assertThat(fixture.usage()).isEqualTo(200);
  }

  @Test
  void acceptsNothingBehindAMessageThatWasGivenUp() {
    var succession = new Succession();
    fixture.ask(200);
    var first = world.server.acceptMessages.accept(fixture.request(1), succession);
    var second = new ArrayList<CompletableFuture<Acceptance>>();
    world.server.failBeforeCommit(
        () -> {
          if (second.isEmpty()) {
            world.pass(Duration.ofSeconds(6));
            second.add(world.server.acceptMessages.accept(fixture.request(2), succession));
            world.pass(Duration.ofSeconds(5));
            AcceptMessagesFixture.assertRefused(RequestProblem.OVERLOADED, first);
          }
          return false;
        });
    world.pass(Duration.ofMillis(1));

    AcceptMessagesFixture.assertRefused(RequestProblem.OVERLOADED, second.getFirst());
    assertThat(fixture.usage()).isEqualTo(200);
  }

  private static void assertUnavailable(CompletableFuture<Acceptance> answer) {
    assertThat(answer)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(StoreUnavailable.class);
  }

  @Test
  void refusesBeforeAFileIsFetched() {
    var acceptMessages = world.server.acceptMessages;
    world.server.acceptMessages.requireValid(fixture.request(1));
    world.whatsApp.removeAbility(Ability.SEND_TEXT);

    Refusals.assertRefused(TYPE_UNSUPPORTED, () -> acceptMessages.requireValid(fixture.request(1)));
    assertThat(fixture.usage()).isZero();
  }

  /** A request that the database rejects. */
  private AcceptMessages.Request poison() {
    return fixture.answered(
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

  private static Handling scheduled(Instant at) {
    return new Handling(Priority.NORMAL, false, Optional.of(at), Optional.empty());
  }
}
