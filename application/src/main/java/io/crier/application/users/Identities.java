package io.crier.application.users;

import io.crier.domain.users.Identity;
import io.crier.domain.users.UserId;
import java.time.Instant;
import java.util.Optional;

/** Who the users are at providers. */
public interface Identities {

  Optional<UserId> find(Identity identity);

  /** Whether the user has signed in at this provider before. */
  boolean has(UserId user, String issuer);

  void link(Identity identity, UserId user, Instant at);
}
