package io.crier.application.accounts;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.Plan;
import io.crier.domain.apikeys.ApiKey.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Shows what an account may still send. */
public final class ShowQuota {

  private final Plans plans;
  private final Allowances allowances;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ShowQuota(Plans plans, Allowances allowances, UnitOfWork unitOfWork, InstantSource clock) {
    this.plans = plans;
    this.allowances = allowances;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * A limit of sends over some time.
   *
   * @param limit {@link Plan#UNLIMITED} means none
   * @param reset when it ends, or the full limit is available again
   */
  public record Window(long limit, long remaining, Instant reset) {

    private static Window of(long limit, long used, Instant reset) {
      var remaining = limit == Plan.UNLIMITED ? limit : Math.max(0, limit - used);
      return new Window(limit, remaining, reset);
    }
  }

  /** The limit that allows the actor's account the fewest sends. */
  public Window tightest(Actor actor) {
    actor.require(Role.SEND);
    return unitOfWork.execute(() -> windows(actor.account())).stream()
        .min(Comparator.comparingLong(Window::remaining))
        .orElseThrow();
  }

  private List<Window> windows(Account account) {
    var plan = plans.of(account.plan());
    var today = dayOf(clock.instant());
    var usage = allowances.usage(account.id(), today);
    var windows = new ArrayList<Window>();
    windows.add(Window.of(plan.sendsPerDay(), usage.sendsToday(), startOf(today.plusDays(1))));
    windows.add(
        Window.of(
            plan.sendsPerMonth(),
            usage.sendsThisMonth(),
            startOf(today.plusMonths(1).withDayOfMonth(1))));
    if (clock.instant().isBefore(account.trialEnd())) {
      var sent = allowances.sendsSince(account.id(), dayOf(account.createdAt()));
      windows.add(Window.of(plan.sendsInTrial(), sent, account.trialEnd()));
    }
    return windows;
  }

  private static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
