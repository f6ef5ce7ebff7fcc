package io.crier.application.apikeys;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Lets an operator change an account; the change applies from the next request on. */
public final class ChangeAccount {

  private final Accounts accounts;
  private final Authenticate authenticate;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ChangeAccount(
      Accounts accounts, Authenticate authenticate, UnitOfWork unitOfWork, InstantSource clock) {
    this.accounts = accounts;
    this.authenticate = authenticate;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Changes the account's plan or how its doubtful sends are handled. */
  public Account change(Actor operator, AccountId id, UnaryOperator<Account> change) {
    operator.requireOperator();
    var changed =
        unitOfWork.execute(
            () -> {
              var account = change.apply(mustFind(id));
              accounts.save(account);
              return account;
            });
    authenticate.forget(id);
    return changed;
  }

  /** Sets the remaining sends, or removes the limit. */
  public Account grantCredits(Actor operator, AccountId id, Optional<Long> credits) {
    operator.requireOperator();
    return unitOfWork.execute(
        () -> {
          mustFind(id);
          accounts.setCredits(id, credits);
          return mustFind(id);
        });
  }

  /** Deactivates the account: its keys are refused until it is activated again. */
  public Account deactivate(Actor operator, AccountId id) {
    return change(operator, id, account -> account.deactivate(clock.instant()));
  }

  public Account activate(Actor operator, AccountId id) {
    return change(operator, id, Account::activate);
  }

  private Account mustFind(AccountId id) {
    return accounts.find(id).orElseThrow(() -> new Refused(ACCOUNT_NOT_FOUND));
  }
}
