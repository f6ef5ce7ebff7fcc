package io.crier.application.apikeys;

import static io.crier.domain.accounts.AccountProblem.ACCOUNT_DEACTIVATED;
import static io.crier.domain.apikeys.ApiKeyProblem.API_KEY_EXPIRED;
import static io.crier.domain.apikeys.ApiKeyProblem.API_KEY_REVOKED;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_API_KEY;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Conducts;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.domain.protection.Block;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Authenticates callers. Results are cached for a second, and dropped at once when this process
 * changes the key or account.
 */
public final class Authenticate {

  private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);
  private static final int MOST_TRUSTED = 10_000;
  private static final KeyHash NOBODY = new KeyHash(new byte[32]);

  private final ApiKeys apiKeys;
  private final Accounts accounts;
  private final Conducts conducts;
  private final KeyHashes hashes;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final Map<KeyPrefix, Known> trusted = new ConcurrentHashMap<>();
  private final Map<KeyPrefix, Instant> lastUses = new ConcurrentHashMap<>();

  public Authenticate(
      ApiKeys apiKeys,
      Accounts accounts,
      Conducts conducts,
      KeyHashes hashes,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.apiKeys = apiKeys;
    this.accounts = accounts;
    this.conducts = conducts;
    this.hashes = hashes;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  private record Known(Account account, ApiKey key, Optional<Block> block, Instant at) {

    Actor actor(Instant now) {
      var actor = Actor.of(account, key);
      return block
          .filter(it -> !it.isOver(now))
          .map(it -> actor.blocked(it.remaining(now)))
          .orElse(actor);
    }
  }

  public Actor authenticate(String text) {
    var key = ApiKeyText.parse(text).orElseThrow(() -> new Refused(INVALID_API_KEY));
    var now = clock.instant();
    var known = lookUp(key.prefix(), now);
    var expected = known == null ? NOBODY : known.key().hash();
    if (!hashes.matches(key, expected)) {
      throw new Refused(INVALID_API_KEY);
    }
    if (known.key().isRevoked()) {
      throw new Refused(API_KEY_REVOKED);
    }
    if (known.key().isExpired(now)) {
      throw new Refused(API_KEY_EXPIRED);
    }
    if (!known.account().isActive()) {
      throw new Refused(ACCOUNT_DEACTIVATED);
    }
    lastUses.put(key.prefix(), now);
    return known.actor(now);
  }

  /**
   * Whether the key would still authenticate its caller: for responses that outlive the request,
   * such as streams.
   */
  public boolean isStillValid(ApiKey key) {
    var now = clock.instant();
    var known = lookUp(key.prefix(), now);
    return known != null
        && known.key().hash().equals(key.hash())
        && !known.key().isRevoked()
        && !known.key().isExpired(now)
        && known.account().isActive();
  }

  /** Records when keys were last used; call it every minute or so. */
  public void noteUses() {
    var uses = Map.copyOf(lastUses);
    if (!uses.isEmpty()) {
      unitOfWork.run(() -> apiKeys.used(uses));
      uses.forEach(lastUses::remove);
    }
  }

  void forget(KeyPrefix prefix) {
    trusted.remove(prefix);
  }

  /** Call this when an account has changed. */
  public void forget(AccountId account) {
    trusted.values().removeIf(known -> known.account().id().equals(account));
  }

  private Known lookUp(KeyPrefix prefix, Instant now) {
    var known = trusted.get(prefix);
    if (known != null && now.isBefore(known.at().plus(TRUSTED_FOR))) {
      return known;
    }
    var found =
        unitOfWork.execute(() -> apiKeys.authenticating(prefix).map(key -> known(key, now)));
    if (trusted.size() >= MOST_TRUSTED) {
      trusted.clear();
    }
    found.ifPresentOrElse(it -> trusted.put(prefix, it), () -> trusted.remove(prefix));
    return found.orElse(null);
  }

  private Known known(ApiKey key, Instant now) {
    return new Known(
        accounts.find(key.account()).orElseThrow(), key, conducts.find(key.account()).block(), now);
  }
}
