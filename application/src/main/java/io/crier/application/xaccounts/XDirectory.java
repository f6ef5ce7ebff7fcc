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

  /** Looks up many at once; the result leaves out authors that X's answer does not mention. */
  Map<XUserId, Lookup> refresh(Collection<XUserId> authors);

  /** The result of a lookup. */
  sealed interface Lookup {

    record Found(XAccount account) implements Lookup {}

    /**
     * The account is not visible.
     *
     * @param state suspended or gone
     */
    record Missing(XAccountState state) implements Lookup {}

    record Failed(XFault fault, Optional<Instant> until) implements Lookup {}
  }
}
