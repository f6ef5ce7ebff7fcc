package io.crier.application.users;

import io.crier.domain.users.SecondFactor;
import io.crier.domain.users.UserId;
import java.util.Optional;

/** The second factors of users, encrypted where they are stored. */
public interface SecondFactors {

  Optional<SecondFactor> find(UserId user);

  /** The same, locked so that two requests cannot use one code. */
  Optional<SecondFactor> lock(UserId user);

  /** Adds it, or replaces the user's. */
  void save(SecondFactor factor);

  void delete(UserId user);
}
