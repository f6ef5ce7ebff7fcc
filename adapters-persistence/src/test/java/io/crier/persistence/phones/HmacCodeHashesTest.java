package io.crier.persistence.phones;

import static io.crier.application.phones.AlertSendersContract.ONE;
import static io.crier.application.sessions.SessionsContract.ACME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.phones.CodeHashes;
import io.crier.application.phones.CodeHashesContract;
import io.crier.persistence.ServerSecrets;
import org.junit.jupiter.api.Test;

class HmacCodeHashesTest implements CodeHashesContract {

  private static final byte[] OLD = "the secret of last year".getBytes(UTF_8);
  private static final byte[] NEW = "the secret of this year".getBytes(UTF_8);

  @Override
  public CodeHashes hashes() {
    return new HmacCodeHashes(new ServerSecrets(OLD));
  }

  @Test
  void matchesOnlyUnderItsOwnSecret() {
    var sent = CodeHashesContract.sent(ACME, ONE, MESSAGE, hashes().of(CODE, ACME, ONE, MESSAGE));

    assertThat(new HmacCodeHashes(new ServerSecrets(NEW)).matches(CODE, sent)).isFalse();
    assertThat(new HmacCodeHashes(new ServerSecrets(NEW, OLD)).matches(CODE, sent)).isTrue();
  }
}
