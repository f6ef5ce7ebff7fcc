package io.crier.application.accounts;

import io.crier.application.accounts.Allowances.Bound;
import io.crier.application.accounts.Allowances.Grant;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.Plan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Charges accounts for what they send, within a unit of work. Counters are locked in the order of
 * account and day, whatever the order of the sends, to avoid deadlocks.
 */
public final class Quota {

  private final Allowances allowances;
  private final Accounts accounts;
  private final Plans plans;

  public Quota(Allowances allowances, Accounts accounts, Plans plans) {
    this.allowances = allowances;
    this.accounts = accounts;
    this.plans = plans;
  }

  /**
   * One send, charged to the UTC day on which it was accepted, and refunded to the same day.
   *
   * @param test whether it is free of charge
   */
  public record Send(AccountId account, Instant acceptedAt, boolean test) {

    public LocalDate day() {
      return dayOf(acceptedAt);
    }
  }

  private static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }

  /** Charges as many of the sends as the accounts' plans allow; looks the accounts up. */
  public List<Bound> grant(List<Send> sends) {
    return grant(sends, account -> accounts.find(account).orElseThrow());
  }

  /**
   * Charges as many of the sends as the plans allow, starting with the first of each account and
   * day.
   *
   * @return for each send, in order, the limit that it exceeds; {@code NONE} if it is granted
   */
  public List<Bound> grant(List<Send> sends, Function<AccountId, Account> accountOf) {
    var bounds = new ArrayList<>(Collections.nCopies(sends.size(), Bound.NONE));
    forEachCounter(
        sends,
        (counter, places) -> {
          var account = accountOf.apply(counter.account());
          var now = sends.get(places.getFirst()).acceptedAt();
          var grant = take(account, places.size(), counter.day(), now);
          places
              .subList(grant.granted(), places.size())
              .forEach(place -> bounds.set(place, grant.bound()));
        });
    return bounds;
  }

  /** What is taken stays locked, so that the trial is exact as well. */
  private Grant take(Account account, int wanted, LocalDate day, Instant now) {
    var plan = plans.of(account.plan());
    var grant = allowances.take(account.id(), wanted, plan, day);
    if (plan.sendsInTrial() == Plan.UNLIMITED || !now.isBefore(account.trialEnd())) {
      return grant;
    }
    var sent = allowances.sendsSince(account.id(), dayOf(account.createdAt()));
    var excess = (int) Math.min(grant.granted(), Math.max(0, sent - plan.sendsInTrial()));
    if (excess == 0) {
      return grant;
    }
    allowances.giveBack(account.id(), excess, day);
    return new Grant(grant.granted() - excess, Bound.TRIAL);
  }

  /** Refunds the sends to the days that they were charged to. */
  public void refund(Collection<Send> sends) {
    forEachCounter(
        List.copyOf(sends),
        (counter, places) -> allowances.giveBack(counter.account(), places.size(), counter.day()));
  }

  /** The counter of one account and day. */
  private record Counter(AccountId account, LocalDate day) {}

  /** Visits the counters in locking order, each with the positions of its sends. */
  private static void forEachCounter(List<Send> sends, BiConsumer<Counter, List<Integer>> visit) {
    var byAccount = new TreeMap<UUID, TreeMap<LocalDate, List<Integer>>>();
    IntStream.range(0, sends.size())
        .filter(place -> !sends.get(place).test())
        .forEach(
            place ->
                byAccount
                    .computeIfAbsent(sends.get(place).account().value(), it -> new TreeMap<>())
                    .computeIfAbsent(sends.get(place).day(), it -> new ArrayList<>())
                    .add(place));
    byAccount.forEach(
        (account, days) ->
            days.forEach(
                (day, places) -> visit.accept(new Counter(new AccountId(account), day), places)));
  }
}
