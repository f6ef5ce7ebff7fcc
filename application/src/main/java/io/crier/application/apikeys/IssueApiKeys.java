package io.crier.application.apikeys;

import static io.crier.domain.apikeys.ApiKeyProblem.API_KEY_LIMIT_REACHED;
import static io.crier.domain.apikeys.ApiKeyProblem.API_KEY_NOT_FOUND;
import static io.crier.domain.apikeys.ApiKeyProblem.API_KEY_REVOKED;
import static io.crier.domain.apikeys.ApiKeyProblem.INVALID_KEY_NAME;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.sessions.Sessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyPrefix;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Issues, rotates, revokes and lists the API keys of an account. */
public final class IssueApiKeys {

  private static final int PAGE = 200;

  private final ApiKeys apiKeys;
  private final AccountPlans plans;
  private final Sessions sessions;
  private final KeyHashes hashes;
  private final Authenticate authenticate;
  private final UnitOfWork unitOfWork;
  private final RandomGenerator secureRandom;
  private final InstantSource clock;

  public IssueApiKeys(
      ApiKeys apiKeys,
      AccountPlans plans,
      Sessions sessions,
      KeyHashes hashes,
      Authenticate authenticate,
      UnitOfWork unitOfWork,
      RandomGenerator secureRandom,
      InstantSource clock) {
    this.apiKeys = apiKeys;
    this.plans = plans;
    this.sessions = sessions;
    this.hashes = hashes;
    this.authenticate = authenticate;
    this.unitOfWork = unitOfWork;
    this.secureRandom = secureRandom;
    this.clock = clock;
  }

  /** A key and its text, which is shown only this once. */
  public record Issued(ApiKey key, ApiKeyText text) {}

  /**
   * The permissions of the new key.
   *
   * @param operator whether it is an operator's key, which only an operator may request
   * @param expiresAt empty means a year from now
   */
  public record KeyRequest(
      String name,
      ApiKey.Mode mode,
      ApiKey.Role role,
      boolean operator,
      Set<SessionId> sessions,
      Optional<Instant> expiresAt) {

    /** A key for all sessions. */
    public static KeyRequest of(
        ApiKey.Mode mode, String name, ApiKey.Role role, Optional<Instant> expiresAt) {
      return new KeyRequest(name, mode, role, false, Set.of(), expiresAt);
    }
  }

  /** Issues a key for the actor's account, with no more permissions than the actor has. */
  public Issued issue(Actor granter, KeyRequest request) {
    granter.require(Role.ADMIN);
    var account = granter.accountId();
    var text = ApiKeyText.generate(request.mode(), secureRandom);
    var now = clock.instant();
    var key = key(account, request, text, now);
    granter.requireCover(key);
    return unitOfWork.execute(
        () -> {
          var allowed = plans.of(account).keys();
          if (apiKeys.countUsable(account, now) >= allowed) {
            throw new Refused(API_KEY_LIMIT_REACHED);
          }
          for (var session : request.sessions()) {
            sessions.find(account, session).orElseThrow(() -> new Refused(SESSION_NOT_FOUND));
          }
          apiKeys.save(key);
          return new Issued(key, text);
        });
  }

  /** Issues a key within the caller's unit of work; the caller has checked all permissions. */
  Issued issueUnchecked(AccountId account, KeyRequest request, Instant now) {
    var text = ApiKeyText.generate(request.mode(), secureRandom);
    var key = key(account, request, text, now);
    apiKeys.save(key);
    return new Issued(key, text);
  }

  private ApiKey key(AccountId account, KeyRequest request, ApiKeyText text, Instant now) {
    return new ApiKey(
        text.prefix(),
        account,
        ApiKey.NAME.require("name", request.name(), INVALID_KEY_NAME),
        hashes.of(text),
        request.role(),
        request.operator(),
        request.sessions(),
        now,
        request.expiresAt().orElse(now.plus(ApiKey.DEFAULT_LIFETIME)),
        Optional.empty(),
        Optional.empty());
  }

  public ApiKey find(Actor actor, KeyPrefix prefix) {
    actor.require(Role.ADMIN);
    var key = unitOfWork.execute(() -> mustFind(actor, prefix));
    if (actor.isBound()) {
      actor.requireCover(key);
    }
    return key;
  }

  /**
   * All keys of the account; an actor limited to certain sessions sees only keys limited to those.
   */
  public Slice<ApiKey> list(Actor actor, Optional<KeyPrefix> after, int limit) {
    actor.require(Role.ADMIN);
    return unitOfWork.execute(
        () ->
            actor.isBound()
                ? Slice.of(covered(actor, after, limit + 1), limit)
                : apiKeys.list(actor.accountId(), after, limit));
  }

  /** The keys that nobody has revoked, newest first, as far as the actor sees them. */
  public List<ApiKey> listUnrevoked(Actor actor) {
    actor.require(Role.ADMIN);
    return unitOfWork.execute(
        () ->
            Slice.<ApiKey, KeyPrefix>readAll(
                    after -> apiKeys.list(actor.accountId(), after, PAGE), ApiKey::prefix)
                .stream()
                .filter(key -> !key.isRevoked() && (!actor.isBound() || actor.covers(key)))
                .toList());
  }

  private List<ApiKey> covered(Actor actor, Optional<KeyPrefix> after, int limit) {
    var covered = new ArrayList<ApiKey>();
    var from = after;
    var more = true;
    while (more && covered.size() < limit) {
      var read = apiKeys.list(actor.accountId(), from, PAGE);
      read.items().stream()
          .filter(actor::covers)
          .limit(limit - covered.size())
          .forEach(covered::add);
      from = read.items().isEmpty() ? from : Optional.of(read.items().getLast().prefix());
      more = read.more();
    }
    return covered;
  }

  /** Once this returns, the old key is refused. */
  public Issued rotate(Actor granter, KeyPrefix prefix) {
    granter.require(Role.ADMIN);
    var now = clock.instant();
    var issued =
        unitOfWork.execute(
            () -> {
              var old = mustFind(granter, prefix);
              granter.requireCover(old);
              if (old.isRevoked()) {
                throw new Refused(API_KEY_REVOKED);
              }
              var text = ApiKeyText.generate(old.mode(), secureRandom);
              var next = old.successor(text.prefix(), hashes.of(text), now);
              apiKeys.save(old.revoke(now));
              apiKeys.save(next);
              return new Issued(next, text);
            });
    authenticate.forget(prefix);
    return issued;
  }

  /** Once this returns, the key is refused. */
  public void revoke(Actor granter, KeyPrefix prefix) {
    granter.require(Role.ADMIN);
    var now = clock.instant();
    unitOfWork.run(
        () -> {
          var key = mustFind(granter, prefix);
          granter.requireCover(key);
          apiKeys.save(key.revoke(now));
        });
    authenticate.forget(prefix);
  }

  private ApiKey mustFind(Actor actor, KeyPrefix prefix) {
    return apiKeys
        .find(actor.accountId(), prefix)
        .orElseThrow(() -> new Refused(API_KEY_NOT_FOUND));
  }
}
