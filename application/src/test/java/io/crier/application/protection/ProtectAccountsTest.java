package io.crier.application.protection;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.accounts.AccountProblem.ACCOUNT_BLOCKED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crier.application.Actor;
import io.crier.application.Actors;
import io.crier.application.VirtualTime;
import io.crier.application.World;
import io.crier.application.apikeys.OpenAccount;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Recipient;
import io.crier.domain.protection.Offence;
import io.crier.domain.protection.ProtectionEvent;
import io.crier.domain.protection.ProtectionPolicy;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectAccountsTest {

  private static final ProtectionPolicy POLICY = new ProtectionPolicy(true, 3, 5, 10, 20);

  private final World world = new World();
  private final VirtualTime time = new VirtualTime();
  private final OpenAccount.Opened opened =
      world.server.openAccount.open(Actors.OPERATOR, "shop", PlanName.ENTERPRISE);
  private final AccountId account = opened.account().id();

  private ProtectAccounts protect = protect(POLICY);

  @Test
  void warnsThenBlocksAndUnblocks() {
    exceedTheRateLimit(6);
    assertThat(events()).containsExactly(warned(Offence.EXCESSIVE_REQUESTS, time.instant()));
    assertThat(actor().blockedFor()).isEmpty();

    exceedTheRateLimit(6);
    var from = time.instant();
    assertThat(events().getLast())
        .isEqualTo(
            new ProtectionEvent.Blocked(
                account, Offence.EXCESSIVE_REQUESTS, from.plusSeconds(60), from));
    var refused = catchThrowableOfType(Refused.class, () -> actor().require(Role.READ));
    assertThat(refused.problem()).isEqualTo(ACCOUNT_BLOCKED);
    assertThat(refused.retryAfter()).contains(Duration.ofSeconds(60));

    pass(Duration.ofSeconds(59));
    assertThat(events()).hasSize(2);
    pass(Duration.ofSeconds(6));
    assertThat(events()).hasSize(3).last().isInstanceOf(ProtectionEvent.Unblocked.class);
    pass(Duration.ofMinutes(1));
    assertThat(events()).hasSize(3);
    actor().require(Role.ADMIN);
  }

  @Test
  void showsABlockedAccountToItself() {
    exceedTheRateLimit(12);

    var shown = world.server.showAccount.own(actor());

    assertThat(shown.conduct().isBlocked(time.instant())).isTrue();
    assertRefused(ACCOUNT_BLOCKED, () -> actor().requireWholeAccount(Role.READ));
  }

  @Test
  void allowsAsManyExcessRequestsAMinuteAsThePolicy() {
    exceedTheRateLimit(5);
    pass(ProtectionPolicy.EXCESS_PER);
    exceedTheRateLimit(5);

    assertThat(events()).isEmpty();
  }

  @Test
  void countsMessagesToNumbersThatAreNotOnWhatsApp() {
    var session = world.connected(opened.account(), Pacing.NONE);
    for (var number = 1; number <= 4; number++) {
      send(session, number);
      assertThat(events()).hasSize(number <= 3 ? 0 : 1);
    }

    assertThat(events()).containsExactly(warned(Offence.UNKNOWN_NUMBERS, time.instant()));
  }

  @Test
  void comparesTodayWithTheBusiestOfTheLastDays() {
    var today = LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
    take(3, today.minusDays(15));
    take(2, today.minusDays(14));
    take(1, today.minusDays(1));
    var session = world.connected(opened.account(), Pacing.NONE);
    take(19, today);

    accept(session);
    assertThat(events()).isEmpty();

    accept(session);
    assertThat(events())
        .singleElement()
        .isInstanceOfSatisfying(
            ProtectionEvent.Warned.class,
            warned -> assertThat(warned.reason()).isEqualTo(Offence.VOLUME_SPIKE));

    accept(session);
    assertThat(events()).hasSize(1);

    take(21, today);
    accept(session);
    assertThat(events()).hasSize(2).last().isInstanceOf(ProtectionEvent.Blocked.class);
  }

  @Test
  void leavesAccountsAloneThatAreNotGuarded() {
    guard().guard(Actors.OPERATOR, account, false);

    exceedTheRateLimit(12);

    assertThat(events()).isEmpty();
  }

  @Test
  void leavesAllAccountsAloneWhenDisabled() {
    protect.stop();
    protect = protect(new ProtectionPolicy(false, 3, 5, 10, 20));

    exceedTheRateLimit(12);

    assertThat(events()).isEmpty();
  }

  @Test
  void doesNotBlockOperators() {
    exceedTheRateLimit(12);

    var operator = Actors.operator(opened.account());

    assertThat(operator.blocked(Duration.ofMinutes(1)).blockedFor()).isEmpty();
  }

  @Test
  void letsAnOperatorEndABlock() {
    exceedTheRateLimit(12);

    guard().unblock(Actors.OPERATOR, account);

    assertThat(actor().blockedFor()).isEmpty();
    assertThat(events().getLast())
        .isEqualTo(new ProtectionEvent.Unblocked(account, true, time.instant()));
    exceedTheRateLimit(6);
    assertThat(events().getLast()).isInstanceOf(ProtectionEvent.Warned.class);
  }

  private GuardAccount guard() {
    return new GuardAccount(
        world.accounts,
        world.conducts,
        world.events,
        world.server.authenticate,
        world.database,
        time);
  }

  private ProtectAccounts protect(ProtectionPolicy policy) {
    var protect =
        new ProtectAccounts(
            policy,
            world.conducts,
            world.allowances,
            world.events,
            world.server.authenticate,
            world.database,
            time.clockwork());
    protect.start(world.announcements);
    return protect;
  }

  private void exceedTheRateLimit(int times) {
    for (int time = 0; time < times; time++) {
      protect.countExcessRequest(account);
    }
    time.settle();
  }

  private void send(Session session, int number) {
    world.whatsApp.forget(session.id(), ((Recipient.Phone) MessageFixture.number(number)).number());
    world.accept(opened.account(), session, number);
    world.passSeconds(1);
    time.settle();
  }

  private void accept(Session session) {
    world.accept(opened.account(), session, 1);
    pass(Duration.ofMinutes(1));
  }

  private void take(int sends, LocalDate day) {
    world.database.run(
        () -> world.allowances.take(account, sends, world.plans.of(PlanName.ENTERPRISE), day));
  }

  private void pass(Duration duration) {
    time.pass(duration);
    world.pass(duration);
  }

  private Actor actor() {
    return world.server.authenticate.authenticate(opened.text().value());
  }

  private List<ProtectionEvent> events() {
    return world.events().stream()
        .filter(ProtectionEvent.class::isInstance)
        .map(ProtectionEvent.class::cast)
        .toList();
  }

  private ProtectionEvent warned(Offence offence, Instant at) {
    return new ProtectionEvent.Warned(account, offence, at);
  }
}
