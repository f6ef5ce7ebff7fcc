package io.crier.persistence.apikeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.apikeys.KeyHashes;
import io.crier.application.apikeys.KeyHashesContract;
import io.crier.persistence.ServerSecrets;
import org.junit.jupiter.api.Test;

class HmacKeyHashesTest implements KeyHashesContract {

  private static final byte[] OLD = "the secret of last year".getBytes(UTF_8);
  private static final byte[] NEW = "the secret of this year".getBytes(UTF_8);

  @Override
  public KeyHashes hashes() {
    return new HmacKeyHashes(new ServerSecrets(OLD));
  }

  @Test
  void doesNotMatchUnderAnotherSecret() {
    var otherServer = new HmacKeyHashes(new ServerSecrets(NEW));

    assertThat(otherServer.matches(KEY, hashes().of(KEY))).isFalse();
  }

  @Test
  void matchesUnderAPreviousSecret() {
    var rotating = new HmacKeyHashes(new ServerSecrets(NEW, OLD));

    assertThat(rotating.matches(KEY, hashes().of(KEY))).isTrue();
    assertThat(rotating.matches(OTHER, hashes().of(KEY))).isFalse();
    assertThat(rotating.of(KEY)).isEqualTo(new HmacKeyHashes(new ServerSecrets(NEW)).of(KEY));
  }
}
