package io.crier.application.apikeys;

import io.crier.application.Slice;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.apikeys.KeyPrefix;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** All API keys, without their secrets. */
public interface ApiKeys {

  /** The key with this prefix, of any account: only for authentication. */
  Optional<ApiKey> authenticating(KeyPrefix prefix);

  Optional<ApiKey> find(AccountId account, KeyPrefix prefix);

  /**
   * Newest first by creation, then prefix; if {@code after} is given, only those that follow it.
   */
  Slice<ApiKey> list(AccountId account, Optional<KeyPrefix> after, int limit);

  /** How many keys of the account are neither revoked nor expired; locks the account's keys. */
  int countUsable(AccountId account, Instant now);

  /** Adds the key, or replaces the one with the same prefix. */
  void save(ApiKey key);

  /** Records when keys were last used. */
  void used(Map<KeyPrefix, Instant> lastUses);
}
