package io.crier.application.protection;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Conducts;
import io.crier.application.apikeys.Authenticate;
import io.crier.application.events.Events;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.protection.ProtectionEvent;
import java.time.InstantSource;

/** Lets an operator end the block of an account, and decide whether it can be blocked. */
public final class GuardAccount {

  private final Accounts accounts;
  private final Conducts conducts;
  private final Events events;
  private final Authenticate authenticate;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public GuardAccount(
      Accounts accounts,
      Conducts conducts,
      Events events,
      Authenticate authenticate,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.accounts = accounts;
    this.conducts = conducts;
    this.events = events;
    this.authenticate = authenticate;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Ends the block, if there is one, and forgives the account's offences. */
  public void unblock(Actor operator, AccountId id) {
    operator.requireOperator();
    unitOfWork.run(
        () -> {
          mustExist(id);
          var conduct = conducts.lock(id);
          conducts.save(conduct.forgiven());
          if (conduct.block().isPresent()) {
            events.publish(new ProtectionEvent.Unblocked(id, true, clock.instant()));
          }
        });
    authenticate.forget(id);
  }

  /** Sets whether the account is warned and blocked. */
  public void guard(Actor operator, AccountId id, boolean whether) {
    operator.requireOperator();
    unitOfWork.run(
        () -> {
          mustExist(id);
          conducts.save(conducts.lock(id).guarded(whether));
        });
  }

  private void mustExist(AccountId id) {
    if (accounts.find(id).isEmpty()) {
      throw new Refused(ACCOUNT_NOT_FOUND);
    }
  }
}
