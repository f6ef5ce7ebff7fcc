package io.crier.application;

import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Actors for tests. */
public final class Actors {

  /** May do everything. */
  public static final Actor OPERATOR =
      new Actor(
          Account.open("operator", PlanName.ENTERPRISE, Instant.EPOCH),
          Role.ADMIN,
          true,
          false,
          Set.of(),
          Optional.empty());

  private Actors() {}

  /** An administrator of the account. */
  public static Actor admin(Account account) {
    return in(account, Role.ADMIN);
  }

  /** An administrator of an account of which only the id is known. */
  public static Actor admin(AccountId account) {
    return admin(
        new Account(
            account,
            "account",
            PlanName.ENTERPRISE,
            Optional.empty(),
            Account.Doubtful.REPEAT,
            Instant.EPOCH,
            Optional.empty()));
  }

  /** An actor of the account with this role. */
  public static Actor in(Account account, Role role, SessionId... sessions) {
    return new Actor(account, role, false, false, Set.of(sessions), Optional.empty());
  }

  /** The same, whose messages go to the simulator. */
  public static Actor testing(Actor actor) {
    return new Actor(
        actor.account(),
        actor.role(),
        actor.operator(),
        true,
        actor.sessions(),
        actor.blockedFor());
  }
}
