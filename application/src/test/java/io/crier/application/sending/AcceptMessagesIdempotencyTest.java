package io.crier.application.sending;

import static io.crier.application.Actors.admin;
import static io.crier.application.sending.AcceptMessagesFixture.assertRefused;
import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_REUSED;
import static io.crier.domain.accounts.AccountProblem.NO_CREDIT_LEFT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Replays;
import io.crier.application.World;
import io.crier.domain.Refusals;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AcceptMessagesIdempotencyTest {

  private final AcceptMessagesFixture fixture = new AcceptMessagesFixture();
  private final World world = fixture.world;
  private final Account account = fixture.account;

  @Test
  void replaysARepeatedRequest() {
    var first = fixture.ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));
    var again = fixture.ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));

    assertReplays(again, first);
    assertThat(fixture.usage()).isEqualTo(1);
  }

  @Test
  void replaysARepeatedRequestWithinOneBatch() {
    var first = fixture.ask(keyed(1, "key", "print"));
    var again = fixture.ask(keyed(1, "key", "print"));
    var other = fixture.ask(keyed(2, "key", "another print"));
    world.pass(Duration.ofMillis(1));

    assertReplays(again, first);
    assertRefused(IDEMPOTENCY_KEY_REUSED, other);
    assertThat(fixture.usage()).isEqualTo(1);
  }

  @Test
  void refusesAnotherRequestUnderAUsedKey() {
    fixture.ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));
    var other = fixture.ask(keyed(2, "key", "another print"));
    world.pass(Duration.ofMillis(1));

    assertRefused(IDEMPOTENCY_KEY_REUSED, other);
    assertThat(fixture.usage()).isEqualTo(1);
  }

  @Test
  void letsARefusedRequestBeRepeatedUnderItsKey() {
    world.database.run(() -> world.accounts.setCredits(account.id(), Optional.of(0L)));
    var refused = fixture.ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));
    assertRefused(NO_CREDIT_LEFT, refused);

    world.database.run(() -> world.accounts.setCredits(account.id(), Optional.of(1L)));
    var again = fixture.ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));

    assertThat(again).isCompletedWithValueMatching(Acceptance.Accepted.class::isInstance);
  }

  @Test
  void keepsTheKeysOfAccountsApart() {
    var other = world.account();
    var theirs = world.create(other, Pacing.CAREFUL);
    fixture.ask(keyed(1, "key", "print"));
    var asked = keyed(1, "key", "another print");
    var answer =
        fixture.ask(
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
  void replaysBeforeAFileIsFetched() {
    var asked = keyed(1, "key", "print").idempotency().orElseThrow();
    var other = keyed(1, "key", "another print").idempotency().orElseThrow();
    var acceptMessages = world.server.acceptMessages;

    assertThat(acceptMessages.replay(admin(account), asked)).isEmpty();
    var first = fixture.ask(keyed(1, "key", "print"));
    world.pass(Duration.ofMillis(1));

    assertReplays(
        CompletableFuture.completedFuture(
            acceptMessages.replay(admin(account), asked).orElseThrow()),
        first);
    Refusals.assertRefused(
        IDEMPOTENCY_KEY_REUSED, () -> acceptMessages.replay(admin(account), other));
  }

  private AcceptMessages.Request keyed(int to, String key, String fingerprint) {
    return fixture.answered(
        to,
        key,
        fingerprint,
        new SendIdempotency(
            key,
            fingerprint,
            accepted ->
                new Replays.Replay(fingerprint, 202, accepted.message().id().value().toString())));
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
}
