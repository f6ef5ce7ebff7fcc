package io.crier.persistence.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;

/** The row that is locked while an account's sends are counted; no other table refers to it. */
@Entity
@Table(name = "allowance")
class AllowanceRow {

  @Id
  @Column(name = "account_id")
  private UUID account;

  private Long credits;

  protected AllowanceRow() {}

  AllowanceRow(UUID account, Optional<Long> credits) {
    this.account = account;
    set(credits);
  }

  Optional<Long> credits() {
    return Optional.ofNullable(credits);
  }

  void set(Optional<Long> remaining) {
    credits = remaining.orElse(null);
  }
}
