package io.crier.application.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** All phones. */
public interface Phones {

  Optional<Phone> find(AccountId account, PhoneNumber number);

  /** Newest first; not paged, since plans allow few. */
  List<Phone> list(AccountId account);

  /**
   * Prevents others from changing the account's phones or trying their codes until the unit of work
   * ends.
   */
  void lock(AccountId account);

  /** Adds the phone, or replaces the account's phone with the same number. */
  void save(Phone phone);

  void remove(AccountId account, PhoneNumber number);
}
