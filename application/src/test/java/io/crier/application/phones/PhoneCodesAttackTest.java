package io.crier.application.phones;

import static io.crier.application.Actors.admin;
import static io.crier.application.phones.PhoneCodesFixture.NUMBER;
import static io.crier.domain.phones.PhoneProblem.INVALID_CODE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.phones.VerificationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guessing codes. */
class PhoneCodesAttackTest {

  private final PhoneCodesFixture fixture = new PhoneCodesFixture();
  private final World world = fixture.world;
  private final VerifyPhone verifyPhone = fixture.verifyPhone;
  private final DeletePhone deletePhone = fixture.deletePhone;

  /**
   * An attacker who wants to verify somebody else's number makes as many guesses in a year as the
   * server allows, with any number of accounts and random pauses. Each guess succeeds with a chance
   * of one in a million.
   */
  @Test
  void limitsGuessesToTwentyFiveADayOverAYear() {
    for (var seed = 1; seed <= 3; seed++) {
      var attacker = new Attacker(new SplittableRandom(seed));

      var most = attacker.mostGuessesWithinADay(Duration.ofDays(365));

      assertThat(most).as("seed %d", seed).isEqualTo(25);
      assertThat(attacker.hits).isZero();
    }
  }

  private final class Attacker {
    private final SplittableRandom random;
    private final List<AccountId> accounts =
        IntStream.range(0, 7).mapToObj(n -> world.account().id()).toList();
    private final Map<AccountId, Integer> guessed = new HashMap<>();
    private final ArrayDeque<Instant> guesses = new ArrayDeque<>();
    private int most;
    private int hits;

    Attacker(SplittableRandom random) {
      this.random = random;
    }

    int mostGuessesWithinADay(Duration campaign) {
      var end = fixture.now.plus(campaign);
      while (fixture.now.isBefore(end)) {
        switch (random.nextInt(6)) {
          case 0, 1 -> accounts.forEach(this::ask);
          case 2 -> ask(accounts.get(random.nextInt(accounts.size())));
          case 3 -> accounts.forEach(this::guessAll);
          case 4 -> guess(accounts.get(random.nextInt(accounts.size())));
          default -> delete(accounts.get(random.nextInt(accounts.size())));
        }
        fixture.pass(
            switch (random.nextInt(4)) {
              case 0 -> Duration.ofSeconds(random.nextInt(60));
              case 1 -> Duration.ofMinutes(random.nextInt(15));
              case 2 -> Duration.ofMinutes(15).minusMillis(1);
              default -> Duration.ofMinutes(random.nextInt(600));
            });
      }
      return most;
    }

    private void ask(AccountId account) {
      attempt(() -> fixture.register(account, NUMBER));
    }

    private void delete(AccountId account) {
      attempt(() -> deletePhone.delete(admin(account), NUMBER));
    }

    private void guessAll(AccountId account) {
      for (var i = 0; i < 6; i++) {
        guess(account);
      }
    }

    private void guess(AccountId account) {
      var nth = guessed.merge(account, 7_919, Integer::sum);
      var code = new VerificationCode("%06d".formatted(nth % 1_000_000));
      var problem = attempt(() -> verifyPhone.verify(admin(account), NUMBER, code));
      if (problem.isEmpty()) {
        hits++;
      }
      if (problem.isEmpty() || problem.get() == INVALID_CODE) {
        guesses.add(fixture.now);
        while (!guesses.getFirst().isAfter(fixture.now.minus(Duration.ofDays(1)))) {
          guesses.removeFirst();
        }
        most = Math.max(most, guesses.size());
      }
    }

    private Optional<Object> attempt(Runnable attack) {
      try {
        attack.run();
        return Optional.empty();
      } catch (Refused refused) {
        return Optional.of(refused.problem());
      }
    }
  }
}
