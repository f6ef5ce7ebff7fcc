package io.crier.domain.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;

/**
 * What is remembered of a code that was sent: not the code itself. It outlives its phone, because
 * how many codes a number gets is counted whoever asks, and however often.
 *
 * @param message carries it, and gives it its name
 * @param account asked for it
 * @param triesLeft how many wrong codes are still put up with
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
