package io.crier.application.xaccounts;

import static io.crier.domain.xaccounts.XAccountProblem.X_ACCOUNT_NOT_FOUND;
import static io.crier.domain.xaccounts.XAccountProblem.X_NOT_CONFIGURED;
import static io.crier.domain.xaccounts.XAccountProblem.X_UNAVAILABLE;

import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUsername;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the author with a username, and asks X only if necessary: each lookup costs money. */
public final class LookUpXAccount {

  private static final Duration KNOWN_FOR = Duration.ofHours(24);
  private static final Duration MISSING_FOR = Duration.ofMinutes(10);
  private static final Duration DEFAULT_RETRY_AFTER = Duration.ofMinutes(1);
  private static final int MOST_MISSING = 10_000;

  private final XAccounts xAccounts;
  private final Optional<XDirectory> directory;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  /** Names that X did not find, oldest first, and when to ask again. */
  private final Map<XUsername, Instant> missing = new LinkedHashMap<>();

  /**
   * @param directory empty if this server has no access to X
   */
  public LookUpXAccount(
      XAccounts xAccounts,
      Optional<XDirectory> directory,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.xAccounts = xAccounts;
    this.directory = directory;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /** Never call this within a unit of work: it may ask X. */
  public XAccount find(XUsername username) {
    return known(username).orElseGet(() -> ask(username));
  }

  private Optional<XAccount> known(XUsername username) {
    var since = clock.instant().minus(KNOWN_FOR);
    return unitOfWork
        .execute(() -> xAccounts.find(username))
        .filter(known -> known.asOf().isAfter(since))
        .map(XAccounts.Known::account)
        .filter(LookUpXAccount::exists);
  }

  private static boolean exists(XAccount account) {
    return switch (account.state()) {
      case ACTIVE, PROTECTED -> true;
      case SUSPENDED, GONE -> false;
    };
  }

  private XAccount ask(XUsername username) {
    if (isMissing(username)) {
      throw new Refused(X_ACCOUNT_NOT_FOUND);
    }
    var x = directory.orElseThrow(() -> new Refused(X_NOT_CONFIGURED));
    return switch (x.find(username)) {
      case XDirectory.Lookup.Found found -> keep(found.account());
      case XDirectory.Lookup.Missing none -> throw notFound(username);
      case XDirectory.Lookup.Failed failed -> throw refusal(username, failed);
    };
  }

  private XAccount keep(XAccount account) {
    unitOfWork.run(() -> xAccounts.keep(account, clock.instant()));
    return account;
  }

  private Refused refusal(XUsername username, XDirectory.Lookup.Failed failed) {
    return switch (failed.fault()) {
      case NOT_FOUND, SUSPENDED -> notFound(username);
      case UNAUTHORIZED, FORBIDDEN -> new Refused(X_NOT_CONFIGURED);
      default -> new Refused(X_UNAVAILABLE, retryAfter(failed.until()));
    };
  }

  private Duration retryAfter(Optional<Instant> until) {
    return until
        .map(it -> Duration.between(clock.instant(), it))
        .filter(Duration::isPositive)
        .orElse(DEFAULT_RETRY_AFTER);
  }

  private synchronized Refused notFound(XUsername username) {
    missing.remove(username);
    missing.put(username, clock.instant().plus(MISSING_FOR));
    if (missing.size() > MOST_MISSING) {
      missing.remove(missing.keySet().iterator().next());
    }
    return new Refused(X_ACCOUNT_NOT_FOUND);
  }

  private synchronized boolean isMissing(XUsername username) {
    var until = missing.get(username);
    return until != null && clock.instant().isBefore(until);
  }
}
