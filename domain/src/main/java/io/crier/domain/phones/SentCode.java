package io.crier.domain.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;

/**
 * What is stored about a code that was sent: not the code itself. It is kept even if its phone is
 * deleted, because the limit of codes per number applies to all accounts together.
 *
 * @param message carries it, and identifies it
 * @param account the account that requested it
 * @param triesLeft how many more wrong codes are allowed
 */
public record SentCode(
    MessageId message,
    AccountId account,
    PhoneNumber number,
    CodeHash hash,
    Instant sentAt,
    Instant expiresAt,
    int triesLeft) {

  public boolean hasExpired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  public SentCode tried() {
    return new SentCode(message, account, number, hash, sentAt, expiresAt, triesLeft - 1);
  }
}
