package io.crier.rest.v1.xaccounts;

import io.crier.application.xaccounts.XAccounts.Watched;
import io.crier.domain.xaccounts.XAccountState;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An author on X, and whether their posts can be seen. */
@Schema(name = "XAccount")
public record XAccountView(
    @Schema(
            required = true,
            examples = "44196397",
            description = "the account's id on X, which stays the same when the username changes")
        String id,
    @Schema(required = true, examples = "elonmusk") String username,
    @Schema(examples = "Elon Musk") Optional<String> displayName,
    Optional<String> image,
    @Schema(required = true, description = "whether the account's posts can be seen at all")
        XAccountState state,
    @Schema(description = "when it was last known that no post had been missed")
        Optional<Instant> lastCheckedAt,
    Optional<Instant> lastPostAt,
    @Schema(
            required = true,
            description = "whether it is currently unknown if the account has posted")
        boolean stale,
    @Schema(required = true, description = "number of your phones subscribed to it")
        int subscriptions) {

  static XAccountView of(Watched watched) {
    var watch = watched.watch();
    var account = watch.account();
    return new XAccountView(
        Long.toString(account.id().value()),
        account.username().value(),
        account.displayName(),
        account.image(),
        account.state(),
        watch.lastCheckedAt(),
        watch.lastPostAt(),
        watch.stale(),
        watched.subscribers());
  }
}
