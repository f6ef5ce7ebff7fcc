package io.crier.application.accounts;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.Usage;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.protection.Conduct;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Shows accounts with their limits and usage. */
public final class ShowAccount {

  private final Accounts accounts;
  private final Plans plans;
  private final Allowances allowances;
  private final Conducts conducts;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ShowAccount(
      Accounts accounts,
      Plans plans,
      Allowances allowances,
      Conducts conducts,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.accounts = accounts;
    this.plans = plans;
    this.allowances = allowances;
    this.conducts = conducts;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** An account with its limits, its counters, and how it has behaved. */
  public record AccountDetails(Account account, Plan plan, Usage usage, Conduct conduct) {}

  /** The actor's own account. */
  public AccountDetails own(Actor actor) {
    actor.requireEvenIfBlocked(Role.READ);
    return show(actor.accountId());
  }

  /** Any account, for an operator. */
  public AccountDetails show(Actor operator, AccountId id) {
    operator.requireOperator();
    return show(id);
  }

  private AccountDetails show(AccountId id) {
    return unitOfWork.execute(
        () -> {
          var account = accounts.find(id).orElseThrow(() -> new Refused(ACCOUNT_NOT_FOUND));
          return new AccountDetails(
              account, plans.of(account.plan()), allowances.usage(id, today()), conducts.find(id));
        });
  }

  /** The sends of each day of a period, for which the actor's account was charged. */
  public SortedMap<LocalDate, Long> history(Actor actor, LocalDate first, LocalDate last) {
    actor.require(Role.READ);
    var sends = unitOfWork.execute(() -> allowances.history(actor.accountId(), first, last));
    var days = new TreeMap<LocalDate, Long>();
    first.datesUntil(last.plusDays(1)).forEach(day -> days.put(day, sends.getOrDefault(day, 0L)));
    return days;
  }

  /** Today, as usage is counted. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** All accounts of the server, for an operator. */
  public Slice<Account> list(Actor operator, Optional<AccountId> after, int limit) {
    operator.requireOperator();
    return unitOfWork.execute(() -> accounts.list(after, limit));
  }
}
