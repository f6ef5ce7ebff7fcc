package io.crier.application.apikeys;

import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;

/** Hashes keys under a secret that lies outside the database, and may change. */
public interface KeyHashes {

  KeyHash of(ApiKeyText text);

  /** Whether this is the hash of that key, under the secret of now or of before. */
  boolean matches(ApiKeyText text, KeyHash hash);
}
