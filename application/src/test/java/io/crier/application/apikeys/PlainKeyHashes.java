package io.crier.application.apikeys;

import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes without a secret, which is sufficient for tests. */
public final class PlainKeyHashes implements KeyHashes {

  @Override
  public KeyHash of(ApiKeyText text) {
    try {
      return new KeyHash(MessageDigest.getInstance("SHA-256").digest(text.secret()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean matches(ApiKeyText text, KeyHash hash) {
    return of(text).equals(hash);
  }
}
