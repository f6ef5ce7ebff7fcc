package io.crier.persistence.apikeys;

import io.crier.application.apikeys.KeyHashes;
import io.crier.domain.apikeys.ApiKeyText;
import io.crier.domain.apikeys.KeyHash;
import io.crier.persistence.ServerSecrets;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** Hashes keys with HMAC-SHA256; a hash is prefixed with the id of its secret. */
@Dependent
class HmacKeyHashes implements KeyHashes {

  private final ServerSecrets secrets;

  @Inject
  HmacKeyHashes(ServerSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public KeyHash of(ApiKeyText text) {
    return new KeyHash(secrets.authenticate("api-key", text.secret()));
  }

  @Override
  public boolean matches(ApiKeyText text, KeyHash hash) {
    return secrets.isAuthentic("api-key", text.secret(), hash.value());
  }
}
