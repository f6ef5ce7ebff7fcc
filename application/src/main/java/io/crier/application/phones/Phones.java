package io.crier.application.phones;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** All phones. */
public interface Phones {

  Optional<Phone> find(AccountId account, PhoneNumber number);

  /** Newest first; a plan allows few. */
  List<Phone> list(AccountId account);

  /** How many the account has; locks them until the unit of work ends. */
  int count(AccountId account);

  /** Adds the phone, or replaces that of the account with the same number. */
  void save(Phone phone);

  void remove(AccountId account, PhoneNumber number);
}
