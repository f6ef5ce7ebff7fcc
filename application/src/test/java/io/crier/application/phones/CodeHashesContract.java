package io.crier.application.phones;

import static io.crier.application.phones.AlertSendersContract.ONE;
import static io.crier.application.phones.AlertSendersContract.TWO;
import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.GLOBEX;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.phones.CodeHash;
import io.crier.domain.phones.SentCode;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.PhoneNumber;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every {@link CodeHashes} promises. */
public interface CodeHashesContract {

  VerificationCode CODE = new VerificationCode("049381");
  VerificationCode OTHER = new VerificationCode("049382");
  MessageId MESSAGE = MessageId.next(NOON);

  CodeHashes hashes();

  static SentCode sent(AccountId account, PhoneNumber number, MessageId message, CodeHash hash) {
    return new SentCode(message, account, number, hash, NOON, NOON.plusSeconds(1), 5);
  }

  @Test
  default void matchesOnlyItsOwnCode() {
    var sent = sent(ACME, ONE, MESSAGE, hashes().of(CODE, ACME, ONE, MESSAGE));

    assertThat(hashes().matches(CODE, sent)).isTrue();
    assertThat(hashes().matches(OTHER, sent)).isFalse();
  }

  @Test
  default void hashesTheSameCodeDifferentlyForEachMessage() {
    var hash = hashes().of(CODE, ACME, ONE, MESSAGE);

    assertThat(hashes().matches(CODE, sent(GLOBEX, ONE, MESSAGE, hash))).isFalse();
    assertThat(hashes().matches(CODE, sent(ACME, TWO, MESSAGE, hash))).isFalse();
    assertThat(hashes().matches(CODE, sent(ACME, ONE, MessageId.next(NOON), hash))).isFalse();
  }

  @Test
  default void neverMatchesAMalformedHash() {
    assertThat(hashes().matches(CODE, sent(ACME, ONE, MESSAGE, new CodeHash(new byte[36]))))
        .isFalse();
    assertThat(hashes().matches(CODE, sent(ACME, ONE, MESSAGE, new CodeHash(new byte[0]))))
        .isFalse();
  }

  @Test
  default void doesNotContainTheCode() {
    var hash = hashes().of(CODE, ACME, ONE, MESSAGE).value();

    assertThat(new String(hash, StandardCharsets.ISO_8859_1)).doesNotContain(CODE.digits());
  }
}
