package io.crier.application.apikeys;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.KeyPrefix;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** API keys in memory. */
public final class InMemoryApiKeys implements ApiKeys {

  private static final Comparator<ApiKey> NEWEST_FIRST =
      Comparator.comparing(ApiKey::createdAt).thenComparing(key -> key.prefix().value()).reversed();

  private final InMemoryTable<KeyPrefix, ApiKey> table;

  public InMemoryApiKeys(InMemoryUnitOfWork unitOfWork) {
    table = new InMemoryTable<>(unitOfWork, Comparator.comparing(KeyPrefix::value));
  }

  @Override
  public Optional<ApiKey> authenticating(KeyPrefix prefix) {
    return table.get(prefix);
  }

  @Override
  public Optional<ApiKey> find(AccountId account, KeyPrefix prefix) {
    return table.get(prefix).filter(key -> key.account().equals(account));
  }

  @Override
  public Slice<ApiKey> list(AccountId account, Optional<KeyPrefix> after, int limit) {
    var last = after.flatMap(prefix -> find(account, prefix));
    var keys =
        table.all(key -> key.account().equals(account)).stream()
            .filter(
                key ->
                    after.isEmpty()
                        || last.filter(it -> NEWEST_FIRST.compare(key, it) > 0).isPresent())
            .sorted(NEWEST_FIRST)
            .toList();
    return Slice.of(keys, limit);
  }

  @Override
  public int countUsable(AccountId account, Instant now) {
    return table
        .all(key -> key.account().equals(account) && !key.isRevoked() && !key.isExpired(now))
        .size();
  }

  @Override
  public void save(ApiKey key) {
    var lastUse = table.get(key.prefix()).map(ApiKey::lastUsedAt).orElse(key.lastUsedAt());
    table.put(key.prefix(), usedAt(key, lastUse));
  }

  @Override
  public void used(Map<KeyPrefix, Instant> lastUses) {
    lastUses.forEach(
        (prefix, at) ->
            table.get(prefix).ifPresent(key -> table.put(prefix, usedAt(key, Optional.of(at)))));
  }

  private static ApiKey usedAt(ApiKey key, Optional<Instant> at) {
    return new ApiKey(
        key.prefix(),
        key.account(),
        key.name(),
        key.hash(),
        key.role(),
        key.operator(),
        key.sessions(),
        key.createdAt(),
        key.expiresAt(),
        key.revokedAt(),
        at);
  }
}
