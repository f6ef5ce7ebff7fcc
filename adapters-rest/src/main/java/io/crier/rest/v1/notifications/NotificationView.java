package io.crier.rest.v1.notifications;

import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Notification;
import io.crier.domain.xaccounts.XUsername;
import io.crier.rest.v1.messages.MessageView;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A notification as shown to its account. */
@Schema(name = "Notification")
public record NotificationView(
    @Schema(required = true) UUID id,
    @Schema(required = true) UUID subscriptionId,
    @Schema(required = true, examples = "+966501234567") String phoneNumber,
    @Schema(examples = "NASA") Optional<String> xUsername,
    @Schema(required = true, examples = "11348282") String xUserId,
    @Schema(required = true, examples = "1994011223344556677") String postId,
    @Schema(required = true, examples = "https://x.com/NASA/status/1994011223344556677")
        String postUrl,
    @Schema(description = "the text of the post; absent once it was deleted on X")
        Optional<String> text,
    @Schema(required = true) NotificationStatus status,
    @Schema(
            description = "the WhatsApp id of the alert, once it is in a sender's queue",
            examples = "3EB0C431C26A1916E07E55")
        Optional<String> waMessageId,
    @Schema(description = "why it failed, or the last reason for a delay")
        Optional<MessageView.ErrorView> error,
    @Schema(
            required = true,
            description =
                "whether WhatsApp may have received it twice, under one id, because of a crash")
        boolean possibleDuplicate,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true, description = "when its status last changed") Instant updatedAt) {

  /** The delivery status of an alert. */
  @Schema(name = "NotificationStatus")
  public enum NotificationStatus {
    QUEUED,
    SENT,
    DELIVERED,
    READ,
    FAILED,
    /** Its post, phone, subscription or sender was deleted before it was sent. */
    CANCELLED;

    private static NotificationStatus of(MessageStatus status) {
      return switch (status) {
        case SCHEDULED, QUEUED, SENDING -> QUEUED;
        case SENT -> SENT;
        case DELIVERED, RECEIVED -> DELIVERED;
        case READ, PLAYED -> READ;
        case FAILED -> FAILED;
        case CANCELLED -> CANCELLED;
      };
    }
  }

  static NotificationView of(Notification notification) {
    var post = notification.post();
    var progress = notification.progress();
    return new NotificationView(
        notification.id().value(),
        notification.subscription().value(),
        notification.phone().value(),
        post.username().map(XUsername::value),
        Long.toString(post.author().value()),
        Long.toString(post.id().value()),
        post.url(),
        Optional.of(post.text()).filter(text -> !text.isEmpty()),
        NotificationStatus.of(progress.status()),
        notification.whatsAppId().map(WhatsAppId::value),
        progress.failure().map(MessageView.ErrorView::of),
        progress.possibleDuplicate(),
        notification.createdAt(),
        updatedAt(notification));
  }

  private static Instant updatedAt(Notification notification) {
    var progress = notification.progress();
    return Stream.of(
            progress.sentAt(), progress.deliveredAt(), progress.readAt(), progress.endedAt())
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(notification.createdAt());
  }
}
