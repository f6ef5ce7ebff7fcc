package io.crier.domain.accounts;

import static io.crier.domain.accounts.AccountProblem.INVALID_ACCOUNT_NAME;

import io.crier.domain.TextRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A tenant: its sessions, messages, keys and endpoints are invisible to other accounts.
 *
 * @param credits remaining sends, if this account pays per send
 * @param doubtful what to do with a send whose outcome is unknown after a crash
 */
public record Account(
    AccountId id,
    String name,
    PlanName plan,
    Optional<Long> credits,
    Doubtful doubtful,
    Instant createdAt,
    Optional<Instant> deactivatedAt) {

  public static final TextRule NAME = TextRule.line(100);

  private static final Duration TRIAL = Duration.ofDays(7);

  /** Whether a send that may or may not have reached WhatsApp is repeated or given up. */
  public enum Doubtful {
    REPEAT,
    FAIL
  }

  public static Account open(String name, PlanName plan, Instant now) {
    return new Account(
        AccountId.next(now),
        NAME.require("name", name, INVALID_ACCOUNT_NAME),
        plan,
        Optional.empty(),
        Doubtful.REPEAT,
        now,
        Optional.empty());
  }

  /** Until then a plan may limit the account's sends further. */
  public Instant trialEnd() {
    return createdAt.plus(TRIAL);
  }

  public boolean isActive() {
    return deactivatedAt.isEmpty();
  }

  public Account on(PlanName other) {
    return new Account(id, name, other, credits, doubtful, createdAt, deactivatedAt);
  }

  public Account withCredits(Optional<Long> left) {
    return new Account(id, name, plan, left, doubtful, createdAt, deactivatedAt);
  }

  public Account withDoubtful(Doubtful sends) {
    return new Account(id, name, plan, credits, sends, createdAt, deactivatedAt);
  }

  public Account deactivate(Instant now) {
    return isActive()
        ? new Account(id, name, plan, credits, doubtful, createdAt, Optional.of(now))
        : this;
  }

  public Account activate() {
    return new Account(id, name, plan, credits, doubtful, createdAt, Optional.empty());
  }
}
