package io.crier.application;

import static io.crier.application.Actors.OPERATOR;
import static io.crier.application.Actors.testing;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.GRANT_TOO_WIDE;
import static io.crier.domain.apikeys.ApiKeyProblem.OPERATOR_REQUIRED;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_ALLOWED;

import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKey.Mode;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ActorTest {

  private static final SessionId ONE = new SessionId(new UUID(0, 1));
  private static final SessionId OTHER = new SessionId(new UUID(0, 2));
  private static final Account ACCOUNT = Account.open("account", PlanName.PRO, Instant.EPOCH);

  @Test
  void mayDoWhatLowerRolesMay() {
    Actors.in(ACCOUNT, Role.SEND).require(Role.READ);
    Actors.in(ACCOUNT, Role.SEND).require(Role.SEND);

    assertRefused(ROLE_REQUIRED, () -> Actors.in(ACCOUNT, Role.SEND).require(Role.ADMIN));
    assertRefused(ROLE_REQUIRED, () -> Actors.in(ACCOUNT, Role.READ).requireOperator());
  }

  @Test
  void requiresAnOperatorWithoutSessionLimits() {
    OPERATOR.requireOperator();

    assertRefused(OPERATOR_REQUIRED, () -> Actors.admin(ACCOUNT).requireOperator());
    assertRefused(SESSION_NOT_ALLOWED, () -> Actors.operator(ACCOUNT, ONE).requireOperator());
  }

  @Test
  void usesOnlyTheSessionsItIsBoundTo() {
    var bound = Actors.in(ACCOUNT, Role.ADMIN, ONE);
    bound.requireUseOf(ONE);
    Actors.admin(ACCOUNT).requireUseOf(OTHER);
    Actors.admin(ACCOUNT).requireWholeAccount(Role.ADMIN);

    assertRefused(SESSION_NOT_ALLOWED, () -> bound.requireUseOf(OTHER));
    assertRefused(SESSION_NOT_ALLOWED, () -> bound.requireWholeAccount(Role.ADMIN));
  }

  @Test
  void grantsNoMoreThanItMayDo() {
    var admin = Actors.admin(ACCOUNT);
    admin.requireCover(key(Mode.LIVE, Role.ADMIN, false));
    Actors.in(ACCOUNT, Role.ADMIN, ONE, OTHER).requireCover(key(Mode.LIVE, Role.READ, false, ONE));

    assertRefused(GRANT_TOO_WIDE, () -> admin.requireCover(key(Mode.LIVE, Role.ADMIN, true)));
    assertRefused(
        GRANT_TOO_WIDE,
        () -> Actors.in(ACCOUNT, Role.SEND).requireCover(key(Mode.LIVE, Role.ADMIN, false)));
    assertRefused(
        GRANT_TOO_WIDE, () -> testing(admin).requireCover(key(Mode.LIVE, Role.READ, false)));
    assertRefused(
        GRANT_TOO_WIDE,
        () ->
            Actors.in(ACCOUNT, Role.ADMIN, ONE)
                .requireCover(key(Mode.LIVE, Role.READ, false, OTHER)));
    assertRefused(
        GRANT_TOO_WIDE,
        () -> Actors.in(ACCOUNT, Role.ADMIN, ONE).requireCover(key(Mode.LIVE, Role.READ, false)));
  }

  private static ApiKey key(Mode mode, Role role, boolean operator, SessionId... sessions) {
    return new ApiKey(
        ApiKeyText.generate(mode, new Random(1)).prefix(),
        ACCOUNT.id(),
        "key",
        new KeyHash(new byte[32]),
        role,
        operator,
        Set.of(sessions),
        Instant.EPOCH,
        Instant.MAX,
        Optional.empty(),
        Optional.empty());
  }
}
