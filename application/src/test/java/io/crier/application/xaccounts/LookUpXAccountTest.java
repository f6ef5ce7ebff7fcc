package io.crier.application.xaccounts;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.xaccounts.XAccountProblem.X_ACCOUNT_NOT_FOUND;
import static io.crier.domain.xaccounts.XAccountProblem.X_NOT_CONFIGURED;
import static io.crier.domain.xaccounts.XAccountProblem.X_UNAVAILABLE;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.watch.InMemoryX;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LookUpXAccountTest {

  private static final XUsername NAME = author(1).username();

  private final VirtualTime time = new VirtualTime();
  private final InMemoryUnitOfWork database = new InMemoryUnitOfWork();
  private final InMemoryXAccounts xAccounts = new InMemoryXAccounts(database, List::of);
  private final InMemoryX x = new InMemoryX(database, time);
  private final LookUpXAccount lookUp =
      new LookUpXAccount(xAccounts, Optional.of(x), database, time);

  @Test
  void remembersAFoundAuthorForADay() {
    x.add(author(1));

    assertThat(lookUp.find(NAME)).isEqualTo(author(1));
    time.skip(Duration.ofHours(23));
    assertThat(lookUp.find(new XUsername("AUTHOR_1"))).isEqualTo(author(1));
    assertThat(x.lookedUp).hasSize(1);

    time.skip(Duration.ofHours(2));
    lookUp.find(NAME);
    assertThat(x.lookedUp).hasSize(2);
  }

  @Test
  void remembersAMissingNameForTenMinutes() {
    assertRefused(X_ACCOUNT_NOT_FOUND, () -> lookUp.find(NAME));
    x.add(author(1));
    time.skip(Duration.ofMinutes(9));
    assertRefused(X_ACCOUNT_NOT_FOUND, () -> lookUp.find(NAME));
    assertThat(x.lookedUp).hasSize(1);

    time.skip(Duration.ofMinutes(2));

    assertThat(lookUp.find(NAME)).isEqualTo(author(1));
  }

  @Test
  void findsTheCurrentHolderOfAName() {
    x.add(author(1));
    lookUp.find(NAME);
    x.add(author(1).named(new XUsername("elsewhere")));
    x.add(author(2).named(NAME));

    time.skip(Duration.ofHours(25));

    assertThat(lookUp.find(NAME).id()).isEqualTo(author(2).id());
  }

  @Test
  void doesNotFindAnAuthorWhileSuspended() {
    x.add(author(1).in(XAccountState.SUSPENDED));
    assertRefused(X_ACCOUNT_NOT_FOUND, () -> lookUp.find(NAME));

    time.skip(Duration.ofMinutes(11));
    x.change(author(1), XAccountState.PROTECTED);

    assertThat(lookUp.find(NAME).state()).isEqualTo(XAccountState.PROTECTED);
  }

  @Test
  void reportsXAsUnavailableRatherThanTheNameAsMissing() {
    x.add(author(1));
    x.failWith(XFault.UNAVAILABLE);
    assertRefused(X_UNAVAILABLE, () -> lookUp.find(NAME));

    x.heal();

    assertThat(lookUp.find(NAME)).isEqualTo(author(1));
  }

  @Test
  void refusesWithoutAccessToX() {
    var alone = new LookUpXAccount(xAccounts, Optional.empty(), database, time);
    assertRefused(X_NOT_CONFIGURED, () -> alone.find(NAME));

    x.failWith(XFault.UNAUTHORIZED);
    assertRefused(X_NOT_CONFIGURED, () -> lookUp.find(NAME));
  }
}
