package io.crier.rest.v1.webhooks;

import io.crier.application.webhooks.Deliveries;
import io.crier.domain.webhooks.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The delivery of one event to one webhook. */
@Schema(name = "Delivery")
public record DeliveryView(
    @Schema(required = true) UUID id,
    @Schema(required = true, description = "sent to the receiver as webhook-id") UUID eventId,
    @Schema(required = true, examples = "message.status") String type,
    @Schema(required = true) Delivery.State state,
    @Schema(description = "time of the next attempt, while pending")
        Optional<Instant> nextAttemptAt,
    @Schema(required = true) Instant createdAt,
    @Schema(required = true, description = "in order; a replay starts at 1 again")
        List<AttemptView> attempts) {

  /** One delivery attempt and its result. */
  @Schema(name = "DeliveryAttempt")
  public record AttemptView(
      @Schema(required = true, examples = "1") int number,
      @Schema(required = true) Instant at,
      @Schema(required = true, examples = "38") long tookMs,
      @Schema(description = "the response status, if there was a response", examples = "200")
          Optional<Integer> statusCode,
      @Schema(description = "why there was no response", examples = "the connection was refused")
          Optional<String> error,
      @Schema(description = "the first 2 KiB of the response body") Optional<String> answer) {

    static AttemptView of(Delivery.Attempt attempt) {
      return new AttemptView(
          attempt.number(),
          attempt.at(),
          attempt.tookMillis(),
          attempt.statusCode(),
          attempt.error(),
          attempt.statusCode().map(status -> attempt.answer()));
    }
  }

  static DeliveryView of(Deliveries.Logged logged) {
    var delivery = logged.delivery();
    return new DeliveryView(
        delivery.id().value(),
        delivery.event().value(),
        delivery.type().text(),
        delivery.state(),
        delivery.nextAt(),
        delivery.createdAt(),
        logged.attempts().stream().map(AttemptView::of).toList());
  }
}
