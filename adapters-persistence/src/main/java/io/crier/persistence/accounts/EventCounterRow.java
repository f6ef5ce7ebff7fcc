package io.crier.persistence.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** Numbers the events of an account; publishing an event locks it. */
@Entity
@Table(name = "event_counter")
public class EventCounterRow {

  @Id
  @Column(name = "account_id")
  private UUID account;

  private long last;

  protected EventCounterRow() {}

  EventCounterRow(UUID account) {
    this.account = account;
  }

  public UUID account() {
    return account;
  }

  public long last() {
    return last;
  }

  /** Increments the counter. */
  public long next() {
    return ++last;
  }
}
