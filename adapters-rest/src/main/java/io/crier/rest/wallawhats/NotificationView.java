package io.crier.rest.wallawhats;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Notification;
import io.crier.domain.sessions.Fault;
import io.crier.domain.xaccounts.XUsername;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An alert as WallaWhats logs it. */
@JsonInclude
@Schema(name = "WallaWhatsNotification", description = "An alert and its delivery status")
public record NotificationView(
    @Schema(required = true, description = "the id of the notification") UUID notificationId,
    @Schema(required = true, description = "the id of your account") UUID userId,
    @Schema(required = true, description = "the phone that is alerted", examples = "+34612345678")
        String phoneNumber,
    @Schema(required = true, nullable = true, description = "who posted", examples = "elonmusk")
        String xUsername,
    @Schema(required = true, description = "the id of the post", examples = "1797123456789000000")
        String tweetId,
    @Schema(
            required = true,
            description = "its text; empty once it was deleted on X",
            examples = "The bird is freed")
        String tweetText,
    @Schema(
            required = true,
            description = "where the post is",
            examples = "https://x.com/elonmusk/status/1797123456789000000")
        String tweetUrl,
    @Schema(
            required = true,
            nullable = true,
            description = "the WhatsApp id of the alert, once a sender has it",
            examples = "3EB0C431C26A1916E07E55")
        String waMessageId,
    @Schema(required = true, description = "how far the alert has come") Status status,
    @Schema(required = true, nullable = true, description = "why it failed") String errorMessage,
    @Schema(
            required = true,
            description = "when it was created, in ms since the epoch",
            examples = "1745000000000")
        long createdAt,
    @Schema(
            required = true,
            description = "when its status last changed, in ms since the epoch",
            examples = "1745000002000")
        long updatedAt) {

  /** How far an alert has come. */
  @Schema(name = "WallaWhatsNotificationStatus", description = "How far an alert has come")
  public enum Status {
    QUEUED,
    SENT,
    DELIVERED,
    READ,
    FAILED;

    private static Status of(MessageStatus status) {
      return switch (status) {
        case SCHEDULED, QUEUED, SENDING -> QUEUED;
        case SENT -> SENT;
        case DELIVERED, RECEIVED -> DELIVERED;
        case READ, PLAYED -> READ;
        case FAILED, CANCELLED -> FAILED;
      };
    }
  }

  static NotificationView of(Notification notification) {
    var post = notification.post();
    return new NotificationView(
        notification.id().value(),
        notification.account().value(),
        notification.phone().value(),
        post.username().map(XUsername::value).orElse(null),
        Long.toString(post.id().value()),
        post.text(),
        post.url(),
        notification.whatsAppId().map(WhatsAppId::value).orElse(null),
        Status.of(notification.progress().status()),
        error(notification),
        notification.createdAt().toEpochMilli(),
        updatedAt(notification));
  }

  private static String error(Notification notification) {
    var progress = notification.progress();
    return switch (progress.status()) {
      case FAILED -> progress.fault().map(Fault::code).orElse("failed");
      case CANCELLED -> "cancelled";
      default -> null;
    };
  }

  private static long updatedAt(Notification notification) {
    var progress = notification.progress();
    return Stream.of(
            progress.sentAt(), progress.deliveredAt(), progress.readAt(), progress.endedAt())
        .flatMap(it -> it.stream())
        .max(Comparator.naturalOrder())
        .orElse(notification.createdAt())
        .toEpochMilli();
  }
}
