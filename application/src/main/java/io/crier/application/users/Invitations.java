package io.crier.application.users;

import io.crier.domain.users.Invitation;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.UserId;
import java.time.Instant;
import java.util.Optional;

/** All links that have not been used. */
public interface Invitations {

  Optional<Invitation> find(TokenHash hash);

  /** Whether there is a link for the first user that can still be used. */
  boolean hasFirst(Instant now);

  void add(Invitation invitation);

  /** Deletes the link; returns false if somebody has used it before. */
  boolean use(TokenHash hash);

  /** Deletes the user's links. */
  void withdraw(UserId user);

  /** Deletes the links that are too old. */
  void forget(Instant now);
}
