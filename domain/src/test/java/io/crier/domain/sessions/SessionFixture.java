package io.crier.domain.sessions;

import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Sessions for tests. */
public final class SessionFixture {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  public static final PhoneNumber NUMBER = new PhoneNumber("+34612345678");

  private SessionFixture() {}

  /** Just created: started, not linked. */
  public static Session newSession() {
    return newSession(AccountId.next(NOON), Pacing.CAREFUL);
  }

  public static Session newSession(AccountId account, Pacing pacing) {
    return Session.create(account, "main", new EngineName("simulator"), Map.of(), pacing, NOON);
  }

  /** Linked a month ago, and connected. */
  public static Session connectedSession(AccountId account, Pacing pacing) {
    return newSession(account, pacing)
        .linked(NUMBER, NOON.minusSeconds(30 * 86_400L))
        .seen(SessionStatus.CONNECTED, Optional.empty());
  }
}
