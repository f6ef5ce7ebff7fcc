package io.crier.application.xaccounts;

import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Looks up authors on X. Every lookup may cost money. */
public interface XDirectory {

  Lookup find(XUsername username);

  /** Asks for many at once; of those that are missing from the answer nothing was heard. */
  Map<XUserId, Lookup> refresh(Collection<XUserId> authors);

  /** What X knows. */
  sealed interface Lookup {

    record Found(XAccount account) implements Lookup {}

    /**
     * There is no such account to be seen.
     *
     * @param state suspended or gone
     */
    record Missing(XAccountState state) implements Lookup {}

    record Failed(XFault fault, Optional<Instant> until) implements Lookup {}
  }
}
