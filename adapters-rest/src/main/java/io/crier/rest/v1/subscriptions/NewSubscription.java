package io.crier.rest.v1.subscriptions;

import io.crier.application.subscriptions.CreateSubscription;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.XUsername;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A request to subscribe. */
@Schema(name = "CreateSubscription")
public record NewSubscription(
    @Schema(required = true, description = "with or without @", maxLength = 16, examples = "NASA")
        String xUsername,
    @Schema(
            required = true,
            description = "a verified phone of the account",
            examples = "+966501234567")
        String phoneNumber,
    @Schema(description = "whether to include replies to others", defaultValue = "false")
        Boolean includeReplies,
    @Schema(description = "whether to include reposts", defaultValue = "false")
        Boolean includeReposts,
    @Schema(
            description = "only posts with at least one of these words, ignoring case",
            maxItems = 20,
            examples = "[\"launch\", \"landing\"]")
        List<String> keywords,
    @Schema(defaultValue = "excerpt", description = "how much of the post the alert shows")
        TextMode textMode) {

  CreateSubscription.SubscriptionRequest toUseCase() {
    return new CreateSubscription.SubscriptionRequest(
        XUsername.parse(xUsername),
        PhoneNumber.parse(phoneNumber),
        new PostFilter(
            Boolean.TRUE.equals(includeReplies),
            Boolean.TRUE.equals(includeReposts),
            Optional.ofNullable(keywords).orElse(List.of())),
        Optional.ofNullable(textMode).orElse(TextMode.EXCERPT),
        false);
  }
}
