package io.crier.rest.v1.accounts;

import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account as shown to its owner and to operators. */
@Schema(name = "Account")
public record AccountView(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "Blue Door Clinic") String name,
    @Schema(required = true) PlanName plan,
    @Schema(description = "remaining sends; absent means no limit", examples = "1000") Long credits,
    @Schema(
            required = true,
            description =
                "what happens to a send whose outcome a crash left unknown: repeat it or fail it")
        Account.Doubtful doubtfulSends,
    @Schema(required = true, examples = "true") boolean active,
    @Schema(required = true) Instant createdAt) {

  static AccountView of(Account account) {
    return new AccountView(
        account.id().value(),
        account.name(),
        account.plan(),
        account.credits().orElse(null),
        account.doubtful(),
        account.isActive(),
        account.createdAt());
  }
}
