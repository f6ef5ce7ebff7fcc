package io.crier.application.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.phones.SentCode;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The codes that were sent, until they no longer count against any limit. */
public interface Codes {

  /** Prevents others from sending codes to the number until the unit of work ends. */
  void lock(PhoneNumber number);

  /** The codes of all accounts to the number, oldest first. */
  List<SentCode> to(PhoneNumber number);

  /** When the account's codes after that moment were sent. */
  List<Instant> sent(AccountId account, Instant after);

  /** The account's last code to the number, the only valid one. */
  Optional<SentCode> last(AccountId account, PhoneNumber number);

  /** Adds the code, or replaces the one with the same message. */
  void save(SentCode code);

  /** Deletes the codes to the number that had expired by then. */
  void forget(PhoneNumber number, Instant expiredBy);
}
