package io.crier.application.accounts;

import static io.crier.application.accounts.Allowances.Bound.CREDITS;
import static io.crier.application.accounts.Allowances.Bound.DAY;
import static io.crier.application.accounts.Allowances.Bound.NONE;
import static io.crier.application.accounts.Allowances.Bound.TRIAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.accounts.Allowances.Bound;
import io.crier.application.accounts.Quota.Send;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.accounts.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class QuotaTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant NEXT_NOON = NOON.plus(Duration.ofDays(1));
  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  private static final LocalDate TOMORROW = TODAY.plusDays(1);
  private static final int PER_DAY = 2;

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryAccounts accounts = new InMemoryAccounts(unitOfWork);
  private final InMemoryAllowances allowances = new InMemoryAllowances(unitOfWork, accounts);
  private final List<String> locks = new ArrayList<>();
  private final Quota quota = new Quota(new Recording(), accounts, plans());

  /** Ordered by id. */
  private final AccountId first = open(NOON, Optional.empty());

  private final AccountId second = open(NOON.plusMillis(1), Optional.empty());

  @Test
  void grantsTheFirstSendsOfADayAndReportsTheLimitOfTheRest() {
    var bounds = grant(send(first), send(first), send(first));

    assertThat(bounds).containsExactly(NONE, NONE, DAY);
    assertThat(usage(first, TODAY)).isEqualTo(new Usage(2, 2));
  }

  @Test
  void answersInTheOrderOfTheSends() {
    var poor = open(NOON.plusMillis(2), Optional.of(1L));

    var bounds = grant(send(poor), send(first), send(poor), send(second), send(first), send(first));

    assertThat(bounds).containsExactly(NONE, NONE, CREDITS, NONE, NONE, DAY);
  }

  @Test
  void chargesEachSendToTheDayOnWhichItWasAccepted() {
    var bounds = grant(send(first), new Send(first, NEXT_NOON, false), send(first), send(first));

    assertThat(bounds).containsExactly(NONE, NONE, NONE, DAY);
    assertThat(usage(first, TODAY).sendsToday()).isEqualTo(2);
    assertThat(usage(first, TOMORROW).sendsToday()).isEqualTo(1);
  }

  @Test
  void chargesNothingForTestMessages() {
    var test = new Send(first, NOON, true);

    assertThat(grant(test, test, test, send(first))).containsOnly(NONE);
    refund(test);

    assertThat(usage(first, TODAY)).isEqualTo(new Usage(1, 1));
  }

  @Test
  void asksForThePlanOfEachAccountOnce() {
    var asked = new ArrayList<AccountId>();

    unitOfWork.run(
        () ->
            quota.grant(
                List.of(send(second), send(first), send(second)),
                account -> {
                  asked.add(account);
                  return accounts.find(account).orElseThrow();
                }));

    assertThat(asked).containsExactly(first, second);
  }

  @Test
  void refundsToTheDayOfTheCharge() {
    grant(send(first), send(first), new Send(first, NEXT_NOON, false));

    refund(send(first));

    assertThat(usage(first, TODAY).sendsToday()).isEqualTo(1);
    assertThat(usage(first, TOMORROW).sendsToday()).isEqualTo(1);
  }

  @Test
  void grantsRefundedSendsAgain() {
    grant(send(first), send(first));

    refund(send(first));

    assertThat(grant(send(first), send(first))).containsExactly(NONE, DAY);
  }

  @Test
  void limitsTheTrialToTheExactNumberUntilItEnds() {
    var trial = new Quota(allowances, accounts, plans(Plan.UNLIMITED, 3));
    var lastMoment = NOON.plus(Duration.ofDays(7)).minusMillis(1);

    assertThat(grant(trial, send(first), send(first))).containsExactly(NONE, NONE);
    assertThat(grant(trial, sendAt(lastMoment), sendAt(lastMoment))).containsExactly(NONE, TRIAL);
    refund(send(first));
    assertThat(grant(trial, sendAt(lastMoment), sendAt(lastMoment))).containsExactly(NONE, TRIAL);

    assertThat(grant(trial, sendAt(lastMoment.plusMillis(1)))).containsExactly(NONE);
  }

  private Send sendAt(Instant acceptedAt) {
    return new Send(first, acceptedAt, false);
  }

  private List<Bound> grant(Quota by, Send... sends) {
    return unitOfWork.execute(() -> by.grant(List.of(sends)));
  }

  @Test
  void locksEachCounterOnceByAccountThenDay() {
    var later = new Send(first, NEXT_NOON, false);

    grant(send(second), later, send(first), send(second));
    refund(send(second), later, send(first), send(second));

    assertThat(locks)
        .containsExactly(
            "take 1 of first on " + TODAY,
            "take 1 of first on " + TOMORROW,
            "take 2 of second on " + TODAY,
            "give back 1 of first on " + TODAY,
            "give back 1 of first on " + TOMORROW,
            "give back 2 of second on " + TODAY);
  }

  private AccountId open(Instant at, Optional<Long> credits) {
    var account = Account.open("Acme", PlanName.PRO, at).withCredits(credits);
    unitOfWork.run(() -> accounts.save(account));
    return account.id();
  }

  private static Send send(AccountId account) {
    return new Send(account, NOON, false);
  }

  private List<Bound> grant(Send... sends) {
    return unitOfWork.execute(() -> quota.grant(List.of(sends)));
  }

  private void refund(Send... sends) {
    unitOfWork.run(() -> quota.refund(List.of(sends)));
  }

  private Usage usage(AccountId account, LocalDate day) {
    return unitOfWork.execute(() -> allowances.usage(account, day));
  }

  private static Plans plans() {
    return plans(PER_DAY, Plan.UNLIMITED);
  }

  private static Plans plans(long perDay, long inTrial) {
    return new Plans(
        Arrays.stream(PlanName.values())
            .map(name -> new Plan(name, 1, 1, 1, 60, perDay, Plan.UNLIMITED, inTrial))
            .toList());
  }

  /** Records which counters are locked, and in which order. */
  private final class Recording implements Allowances {

    @Override
    public Grant take(AccountId account, int wanted, Plan plan, LocalDate day) {
      locks.add("take " + wanted + " of " + name(account) + " on " + day);
      return allowances.take(account, wanted, plan, day);
    }

    @Override
    public void giveBack(AccountId account, int sends, LocalDate day) {
      locks.add("give back " + sends + " of " + name(account) + " on " + day);
      allowances.giveBack(account, sends, day);
    }

    @Override
    public long sendsSince(AccountId account, LocalDate day) {
      return allowances.sendsSince(account, day);
    }

    @Override
    public Usage usage(AccountId account, LocalDate day) {
      return allowances.usage(account, day);
    }

    @Override
    public SortedMap<LocalDate, Long> history(AccountId account, LocalDate first, LocalDate last) {
      return allowances.history(account, first, last);
    }

    private String name(AccountId account) {
      return account.equals(first) ? "first" : "second";
    }
  }
}
