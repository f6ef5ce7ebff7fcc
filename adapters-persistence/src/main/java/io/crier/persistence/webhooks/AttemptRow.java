package io.crier.persistence.webhooks;

import io.crier.domain.TimeOrderedId;
import io.crier.domain.webhooks.Delivery;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "delivery_attempt")
class AttemptRow {

  private static final int MAX_LENGTH = 2_048;

  @Id private UUID id;

  @Column(name = "delivery_id")
  private UUID delivery;

  private int number;
  private Instant at;

  @Column(name = "took_millis")
  private long tookMillis;

  @Column(name = "status_code")
  private Integer statusCode;

  private String error;
  private String answer;

  protected AttemptRow() {}

  AttemptRow(UUID delivery, Delivery.Attempt attempt) {
    this.id = TimeOrderedId.at(attempt.at());
    this.delivery = delivery;
    this.number = attempt.number();
    this.at = attempt.at();
    this.tookMillis = attempt.tookMillis();
    this.statusCode = attempt.statusCode().orElse(null);
    this.error = attempt.error().map(AttemptRow::excerpt).orElse(null);
    this.answer = excerpt(attempt.answer());
  }

  UUID delivery() {
    return delivery;
  }

  Delivery.Attempt toAttempt() {
    return new Delivery.Attempt(
        number,
        at,
        tookMillis,
        Optional.ofNullable(statusCode),
        Optional.ofNullable(error),
        answer);
  }

  /**
   * The text comes from third parties: it may be long, and contain characters that PostgreSQL
   * rejects.
   */
  private static String excerpt(String text) {
    return text.substring(0, Math.min(text.length(), MAX_LENGTH)).replace('\0', '\uFFFD');
  }
}
