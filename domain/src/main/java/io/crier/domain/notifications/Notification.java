package io.crier.domain.notifications;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.xaccounts.Post;
import java.time.Instant;
import java.util.Optional;

/**
 * One post for one subscription, and the status of its alert.
 *
 * @param post without text once it was deleted on X
 * @param whatsAppId once it was assigned to a sender
 * @param progress that of its message; queued while there is no message, and cancelled if the post
 *     was deleted before there was one
 */
public record Notification(
    NotificationId id,
    AccountId account,
    SubscriptionId subscription,
    PhoneNumber phone,
    Post post,
    Optional<WhatsAppId> whatsAppId,
    Progress progress,
    Instant createdAt) {}
