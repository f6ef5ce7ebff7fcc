package io.crier.persistence.phones;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.crier.application.phones.CodeHashes;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.phones.CodeHash;
import io.crier.domain.phones.SentCode;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.persistence.ServerSecrets;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/**
 * Hashes codes with HMAC-SHA256: codes are short, so an unkeyed hash could be reversed by trying
 * all of them.
 */
@Dependent
class HmacCodeHashes implements CodeHashes {

  private static final String PURPOSE = "phone-code";

  private final ServerSecrets secrets;

  @Inject
  HmacCodeHashes(ServerSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public CodeHash of(
      VerificationCode code, AccountId account, PhoneNumber number, MessageId message) {
    return new CodeHash(secrets.authenticate(PURPOSE, text(code, account, number, message)));
  }

  @Override
  public boolean matches(VerificationCode guess, SentCode sent) {
    return secrets.isAuthentic(
        PURPOSE, text(guess, sent.account(), sent.number(), sent.message()), sent.hash().value());
  }

  private static byte[] text(
      VerificationCode code, AccountId account, PhoneNumber number, MessageId message) {
    return String.join(
            "/",
            account.value().toString(),
            number.value(),
            message.value().toString(),
            code.digits())
        .getBytes(US_ASCII);
  }
}
