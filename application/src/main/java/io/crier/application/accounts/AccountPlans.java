package io.crier.application.accounts;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;

/** The plan of each account, looked up within a unit of work. */
public final class AccountPlans {

  private final Accounts accounts;
  private final Plans plans;

  public AccountPlans(Accounts accounts, Plans plans) {
    this.accounts = accounts;
    this.plans = plans;
  }

  public Plan of(AccountId account) {
    return plans.of(accounts.find(account).orElseThrow().plan());
  }
}
