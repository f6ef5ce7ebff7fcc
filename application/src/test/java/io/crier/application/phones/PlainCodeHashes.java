package io.crier.application.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.phones.CodeHash;
import io.crier.domain.phones.SentCode;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes without a secret, which is sufficient for tests. */
public final class PlainCodeHashes implements CodeHashes {

  @Override
  public CodeHash of(
      VerificationCode code, AccountId account, PhoneNumber number, MessageId message) {
    var text = account.value() + number.value() + message.value() + code.digits();
    try {
      return new CodeHash(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean matches(VerificationCode guess, SentCode sent) {
    return of(guess, sent.account(), sent.number(), sent.message()).equals(sent.hash());
  }
}
