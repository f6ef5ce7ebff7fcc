package io.crier.domain.phones;

import io.crier.domain.TextRule;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.Optional;

/**
 * A number that can receive an account's alerts; verified once its holder has consented.
 *
 * @param test whether a test key registered it: its codes and alerts go to the simulator
 */
public record Phone(
    AccountId account,
    PhoneNumber number,
    Optional<String> displayName,
    boolean test,
    Instant createdAt,
    Optional<Instant> verifiedAt) {

  /** The rule for names of phones. */
  public static final TextRule DISPLAY_NAME = TextRule.line(100);

  public boolean isVerified() {
    return verifiedAt.isPresent();
  }

  public Phone verified(Instant now) {
    return new Phone(account, number, displayName, test, createdAt, Optional.of(now));
  }
}
