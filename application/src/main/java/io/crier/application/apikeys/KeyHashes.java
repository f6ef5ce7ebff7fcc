package io.crier.application.apikeys;

import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;

/** Hashes keys under a secret that lies outside the database. */
public interface KeyHashes {

  KeyHash of(ApiKeyText text);
}
