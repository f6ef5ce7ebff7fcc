package io.crier.application.messages;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actor;
import io.crier.application.World;
import io.crier.application.messages.ShowStatistics.Outcome;
import io.crier.domain.accounts.Account;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowStatisticsTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final Actor actor = admin(account);
  private final ShowStatistics showStatistics =
      new ShowStatistics(
          new InMemoryStatistics(world.messages),
          world.server.findSessions,
          world.database,
          world::instant);

  @Test
  void showsEveryPeriodAlsoThoseWithoutMessages() {
    world.accept(account, session, 1);
    world.pass(Duration.ofMinutes(1));
    var now = world.instant();

    var shown =
        showStatistics.show(actor, Optional.empty(), now.minus(DAY), now.plusSeconds(1), DAY);

    assertThat(shown.values()).hasSize(2).startsWith(Outcome.NONE);
    assertThat(shown.get(shown.lastKey()).counts().accepted()).isEqualTo(1);
    assertThat(shown.get(shown.lastKey()).waited()).isPresent();
  }

  @Test
  void refusesMorePeriodsThanAnyoneReads() {
    var now = world.instant();

    assertRefused(
        INVALID_REQUEST,
        () ->
            showStatistics.show(
                actor, Optional.empty(), now.minus(DAY.multipliedBy(401)), now, DAY));
    assertRefused(
        INVALID_REQUEST,
        () -> showStatistics.show(actor, Optional.empty(), now.plus(DAY), now, DAY));
  }

  @Test
  void hidesSessionsOfOtherAccounts() {
    var other = admin(world.account());
    var now = world.instant();

    assertRefused(
        SESSION_NOT_FOUND,
        () -> showStatistics.show(other, Optional.of(session.id()), now.minus(DAY), now, DAY));
  }
}
