package io.crier.application.apikeys;

import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;

/** Hashes keys with a secret that is stored outside the database and can be rotated. */
public interface KeyHashes {

  KeyHash of(ApiKeyText text);

  /** Whether this is the hash of that key, under the current or the previous secret. */
  boolean matches(ApiKeyText text, KeyHash hash);
}
