package io.crier.rest.v1.subscriptions;

import io.crier.application.subscriptions.SubscriptionWithAuthor;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.XAccountState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A subscription as shown to its account. */
@Schema(name = "Subscription")
public record SubscriptionView(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "the author's current username", examples = "NASA")
        String xUsername,
    @Schema(
            required = true,
            description = "the author's id, which stays the same when the username changes",
            examples = "11348282")
        String xUserId,
    @Schema(examples = "NASA") Optional<String> xDisplayName,
    @Schema(description = "URL of the author's picture on X") Optional<String> xProfileImage,
    @Schema(required = true, description = "whether the author's posts can be seen")
        XAccountState xState,
    @Schema(required = true, examples = "+966501234567") String phoneNumber,
    @Schema(required = true) boolean includeReplies,
    @Schema(required = true) boolean includeReposts,
    @Schema(required = true, examples = "[\"launch\"]") List<String> keywords,
    @Schema(required = true) TextMode textMode,
    @Schema(required = true, description = "false once the phone is deleted", examples = "true")
        boolean active,
    @Schema(required = true) Instant createdAt) {

  static SubscriptionView of(SubscriptionWithAuthor followed) {
    var subscription = followed.subscription();
    var author = followed.author();
    return new SubscriptionView(
        subscription.id().value(),
        author.username().value(),
        Long.toString(author.id().value()),
        author.displayName(),
        author.image(),
        author.state(),
        subscription.phone().value(),
        subscription.filter().replies(),
        subscription.filter().reposts(),
        subscription.filter().keywords(),
        subscription.textMode(),
        subscription.active(),
        subscription.createdAt());
  }
}
