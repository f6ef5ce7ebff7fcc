package io.crier.application.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.phones.CodeHash;
import io.crier.domain.phones.SentCode;
import io.crier.domain.phones.VerificationCode;
import io.crier.domain.sessions.PhoneNumber;

/** Hashes codes with a secret that is stored outside the database and can be rotated. */
public interface CodeHashes {

  /** A hash that is useless for another account, number or message. */
  CodeHash of(VerificationCode code, AccountId account, PhoneNumber number, MessageId message);

  /** Whether this is the code that was sent. */
  boolean matches(VerificationCode guess, SentCode sent);
}
