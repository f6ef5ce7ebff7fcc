package io.crier.application.users;

import io.crier.application.Slice;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.SignInId;
import io.crier.domain.users.TokenHash;
import io.crier.domain.users.UserId;
import java.time.Instant;
import java.util.Optional;

/** All sign-ins that have not ended. */
public interface SignIns {

  Optional<SignIn> find(TokenHash hash);

  /** Newest first; if {@code after} is given, only older ones. */
  Slice<SignIn> list(UserId user, Optional<SignInId> after, int limit);

  void add(SignIn signIn);

  void used(SignInId id, Instant at);

  /** Returns whether the user had it. */
  boolean end(UserId user, SignInId id);

  /** Ends all of the user's but this one. */
  void endOthers(UserId user, Optional<SignInId> kept);

  /** Deletes those that began, or were last used, before these times. */
  void forget(Instant begun, Instant lastUsed);
}
