package io.crier.application;

import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Actors for tests. */
public final class Actors {

  /** May do everything. */
  public static final Actor OPERATOR =
      operator(Account.open("operator", PlanName.ENTERPRISE, Instant.EPOCH));

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
    return actor(account, role, false, false, sessions);
  }

  /** An operator of the server. */
  public static Actor operator(Account account, SessionId... sessions) {
    return actor(account, Role.ADMIN, true, false, sessions);
  }

  private static Actor actor(
      Account account, Role role, boolean operator, boolean test, SessionId... sessions) {
    var text = ApiKeyText.generate(test ? ApiKey.Mode.TEST : ApiKey.Mode.LIVE, new Random(1));
    var key =
        new ApiKey(
            text.prefix(),
            account.id(),
            "key",
            new KeyHash(new byte[32]),
            role,
            operator,
            Set.of(sessions),
            Instant.EPOCH,
            Instant.EPOCH.plus(ApiKey.DEFAULT_LIFETIME),
            Optional.empty(),
            Optional.empty());
    return Actor.of(account, key);
  }

  /** The same, whose messages go to the simulator. */
  public static Actor testing(Actor actor) {
    return new Actor(
        actor.account(),
        actor.credential(),
        actor.role(),
        actor.operator(),
        true,
        actor.sessions(),
        actor.blockedFor());
  }
}
