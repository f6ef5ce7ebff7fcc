package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.application.sending.AcceptMessagesFixture.assertRefused;
import static io.crier.domain.accounts.AccountProblem.DAILY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.MONTHLY_QUOTA_EXCEEDED;
import static io.crier.domain.accounts.AccountProblem.NO_CREDIT_LEFT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.World;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.Plan;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AcceptMessagesQuotaTest {

  private final AcceptMessagesFixture fixture = new AcceptMessagesFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;

  @Test
  void enforcesTheDailyQuotaExactly() {
    world.limit(World.plans(5, Plan.UNLIMITED));
    var answers = fixture.ask(8);
    world.pass(Duration.ofMillis(1));

    assertThat(answers.subList(0, 5)).noneMatch(CompletableFuture::isCompletedExceptionally);
    answers.subList(5, 8).forEach(answer -> assertRefused(DAILY_QUOTA_EXCEEDED, answer));
    assertThat(fixture.usage()).isEqualTo(5);
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
    var answers = fixture.ask(4);
    world.pass(Duration.ofMillis(1));

    assertThat(answers.subList(0, 3)).noneMatch(CompletableFuture::isCompletedExceptionally);
    assertRefused(MONTHLY_QUOTA_EXCEEDED, answers.get(3));
  }

  @Test
  void enforcesCreditsExactlyAndRefundsCancelledSends() {
    world.database.run(() -> world.accounts.setCredits(account.id(), Optional.of(2L)));
    var answers = fixture.ask(3);
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
        fixture.ask(
            fixture.with(
                new Handling(Priority.NORMAL, true, Optional.empty(), Optional.empty()), false));
    world.pass(Duration.ofMillis(1));

    assertThat(answer).isCompleted();
    assertThat(fixture.usage()).isZero();
  }

  private long credits() {
    return world
        .database
        .execute(() -> world.accounts.find(account.id()).orElseThrow())
        .credits()
        .orElseThrow();
  }
}
