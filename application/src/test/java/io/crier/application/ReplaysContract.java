package io.crier.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.Replays.KeyTaken;
import io.crier.application.Replays.Replay;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link Replays} promises, in memory or in a database. */
public interface ReplaysContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  Duration DAY = Duration.ofDays(1);
  Replay ANSWER = new Replay("fingerprint", 202, "{\"body\": \"أهلا\"}");

  Accounts accounts();

  Replays replays();

  UnitOfWork unitOfWork();

  @Test
  default void findsAnAnswerUntilItExpires() {
    var account = open();
    add(account, "key", NOON);

    assertThat(find(account, "key", NOON.minusMillis(1))).contains(ANSWER);
    assertThat(find(account, "key", NOON)).isEmpty();
  }

  @Test
  default void findsAnAnswerByItsAccountAndKeyOnly() {
    var account = open();
    add(account, "key", NOON);

    assertThat(find(account, "other", NOON.minus(DAY))).isEmpty();
    assertThat(find(account, "KEY", NOON.minus(DAY))).isEmpty();
    assertThat(find(open(), "key", NOON.minus(DAY))).isEmpty();
  }

  @Test
  default void reservesAKeyForADay() {
    var account = open();
    add(account, "key", NOON);

    assertThatThrownBy(() -> add(account, "key", NOON.plus(DAY).minusMillis(1)))
        .isInstanceOf(KeyTaken.class);

    add(account, "key", NOON.plus(DAY));
    assertThat(find(account, "key", NOON)).contains(ANSWER);
  }

  @Test
  default void keepsOneOfManyConcurrentAnswers() {
    var account = open();

    var firsts =
        AtOnce.run(
            6,
            () -> {
              try {
                add(account, "key", NOON);
                return true;
              } catch (KeyTaken taken) {
                return false;
              }
            });

    assertThat(Collections.frequency(firsts, true)).isEqualTo(1);
  }

  @Test
  default void reservesNoKeyOnRollback() {
    var account = open();
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          replays().add(account, "key", ANSWER, NOON);
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");

    add(account, "key", NOON);

    assertThat(find(account, "key", NOON.minus(DAY))).contains(ANSWER);
  }

  @Test
  default void forgetsOldAnswers() {
    var account = open();
    add(account, "old", NOON);
    add(account, "young", NOON.plusMillis(1));

    assertThat(forget(0)).isZero();
    assertThat(forget(5)).isEqualTo(1);

    assertThat(find(account, "old", NOON.minus(DAY))).isEmpty();
    assertThat(find(account, "young", NOON.minus(DAY))).contains(ANSWER);
  }

  private int forget(int limit) {
    return unitOfWork().execute(() -> replays().forget(NOON.plusMillis(1), limit));
  }

  private AccountId open() {
    var account = Account.open("Acme", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private void add(AccountId account, String key, Instant at) {
    unitOfWork().run(() -> replays().add(account, key, ANSWER, at));
  }

  private Optional<Replay> find(AccountId account, String key, Instant since) {
    return unitOfWork().execute(() -> replays().find(account, key, since));
  }
}
