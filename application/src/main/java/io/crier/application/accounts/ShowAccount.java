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
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Shows accounts with their limits and usage. */
public final class ShowAccount {

  private final Accounts accounts;
  private final Plans plans;
  private final Allowances allowances;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ShowAccount(
      Accounts accounts,
      Plans plans,
      Allowances allowances,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.accounts = accounts;
    this.plans = plans;
    this.allowances = allowances;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** An account with its limits and its counters. */
  public record AccountDetails(Account account, Plan plan, Usage usage) {}

  /** The actor's own account. */
  public AccountDetails own(Actor actor) {
    actor.require(Role.READ);
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
          var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
          return new AccountDetails(account, plans.of(account.plan()), allowances.usage(id, today));
        });
  }

  /** All accounts of the server, for an operator. */
  public Slice<Account> list(Actor operator, Optional<AccountId> after, int limit) {
    operator.requireOperator();
    return unitOfWork.execute(() -> accounts.list(after, limit));
  }
}
