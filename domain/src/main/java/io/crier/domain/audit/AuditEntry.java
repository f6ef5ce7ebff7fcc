package io.crier.domain.audit;

import io.crier.domain.TextRule;
import io.crier.domain.accounts.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody has done. It has neither bodies nor secrets.
 *
 * @param action the operation, as in the OpenAPI document
 * @param target what was changed or created, if it has an id
 * @param address from where the request came
 */
public record AuditEntry(
    AuditId id,
    AccountId account,
    Instant at,
    By by,
    String action,
    Optional<String> target,
    String address) {

  private static final int LONGEST_ACTION = 100;
  private static final int LONGEST_TARGET = 200;
  private static final int LONGEST_ADDRESS = 45;

  /**
   * Who did it, as they were called then.
   *
   * @param id of the user, or the prefix of the API key
   */
  public record By(Kind kind, String id, String name) {}

  /** What somebody is. */
  public enum Kind {
    USER,
    KEY
  }

  public static AuditEntry of(
      AccountId account,
      By by,
      String action,
      Optional<String> target,
      String address,
      Instant now) {
    return new AuditEntry(
        AuditId.next(now),
        account,
        now,
        by,
        bounded(action, LONGEST_ACTION),
        target.map(it -> bounded(it, LONGEST_TARGET)),
        bounded(address, LONGEST_ADDRESS));
  }

  private static String bounded(String text, int longest) {
    return TextRule.head(TextRule.repaired(text), longest);
  }
}
