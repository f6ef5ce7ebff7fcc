package io.crier.persistence.accounts;

import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@Entity
@Table(name = "account")
class AccountRow {

  @Id private UUID id;
  @Version private long version;
  private String name;

  @Enumerated(EnumType.STRING)
  private PlanName plan;

  @Enumerated(EnumType.STRING)
  private Account.Doubtful doubtful;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "deactivated_at")
  private Instant deactivatedAt;

  protected AccountRow() {}

  AccountRow(Account account) {
    id = account.id().value();
    createdAt = account.createdAt();
    copy(account);
  }

  void copy(Account account) {
    name = account.name();
    plan = account.plan();
    doubtful = account.doubtful();
    deactivatedAt = account.deactivatedAt().orElse(null);
  }

  Account toAccount(AllowanceRow allowance) {
    return new Account(
        new AccountId(id),
        name,
        plan,
        allowance.credits(),
        doubtful,
        createdAt,
        Optional.ofNullable(deactivatedAt));
  }
}
