package io.crier.application.sessions;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.application.World;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.sessions.Pacing;
import org.junit.jupiter.api.Test;

class DefaultSessionTest {

  private final World world = new World();
  private final Account account = world.account();
  private final Actor actor = admin(account);

  @Test
  void isTheOnlyOne() {
    assertRefused(SESSION_NOT_FOUND, () -> world.server.findSessions.findDefault(actor));

    var only = world.create(account, Pacing.CAREFUL);

    assertThat(world.server.findSessions.findDefault(actor).id()).isEqualTo(only.id());
  }

  @Test
  void isTheOneNamedMainAmongSeveral() {
    var first = world.create(account, Pacing.CAREFUL);
    world.create(account, Pacing.CAREFUL);
    assertRefused(SESSION_NOT_FOUND, () -> world.server.findSessions.findDefault(actor));

    world.server.controlSession.change(actor, first.id(), session -> session.renamed("main"));

    assertThat(world.server.findSessions.findDefault(actor).id()).isEqualTo(first.id());
  }

  @Test
  void isOneThatTheActorMayUse() {
    world.create(account, Pacing.CAREFUL);
    var allowed = world.create(account, Pacing.CAREFUL);
    var bound = Actors.in(account, Role.SEND, allowed.id());

    assertThat(world.server.findSessions.findDefault(bound).id()).isEqualTo(allowed.id());
  }
}
