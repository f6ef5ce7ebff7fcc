package io.crier.rest.v1.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.notifications.Notification;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.SubscriptionId;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import io.crier.rest.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NotificationViewTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final UUID ID = UUID.fromString("01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a");
  private static final Progress QUEUED = Progress.starting(MessageStatus.QUEUED);

  private static String json(String text, Optional<WhatsAppId> whatsAppId, Progress progress) {
    var post = new PostId(1_994_011_223_344_556_677L);
    return Json.write(
        NotificationView.of(
            new Notification(
                new NotificationId(ID),
                new AccountId(ID),
                new SubscriptionId(ID),
                new PhoneNumber("+966501234567"),
                new Post(
                    post,
                    post,
                    new XUserId(11_348_282),
                    Optional.of(new XUsername("NASA")),
                    Post.Kind.ORIGINAL,
                    text),
                whatsAppId,
                progress,
                NOON)));
  }

  @Test
  void writesXIdsAsStrings() {
    assertThat(json("Lift-off!", Optional.empty(), QUEUED))
        .isEqualTo(
            "{\"id\":\"%1$s\",\"subscriptionId\":\"%1$s\",\"phoneNumber\":\"+966501234567\","
                    .formatted(ID)
                + "\"xUsername\":\"NASA\",\"xUserId\":\"11348282\","
                + "\"postId\":\"1994011223344556677\","
                + "\"postUrl\":\"https://x.com/NASA/status/1994011223344556677\","
                + "\"text\":\"Lift-off!\",\"status\":\"queued\",\"possibleDuplicate\":false,"
                + "\"createdAt\":\"2026-11-21T12:00:00.000Z\","
                + "\"updatedAt\":\"2026-11-21T12:00:00.000Z\"}");
  }

  @Test
  void omitsDeletedText() {
    assertThat(json("", Optional.empty(), QUEUED)).doesNotContain("\"text\"");
  }

  @Test
  void showsDeliveryStatus() {
    var sent = QUEUED.sending(true).sent(NOON.plusSeconds(2));
    var read = sent.receipt(MessageStatus.READ, NOON.plusSeconds(9));

    assertThat(json("", Optional.of(new WhatsAppId("3EB0A1")), read))
        .contains("\"status\":\"read\"", "\"waMessageId\":\"3EB0A1\"")
        .contains("\"possibleDuplicate\":true", "\"updatedAt\":\"2026-11-21T12:00:09.000Z\"");
    assertThat(json("", Optional.empty(), QUEUED.sending(false))).contains("\"queued\"");
    assertThat(json("", Optional.empty(), QUEUED.failed(Fault.QUOTA_EXCEEDED, NOON)))
        .contains("\"status\":\"failed\"", "\"error\":{\"code\":\"quota_exceeded\"");
  }
}
