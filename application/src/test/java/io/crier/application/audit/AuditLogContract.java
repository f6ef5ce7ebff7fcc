package io.crier.application.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.audit.AuditEntry;
import io.crier.domain.audit.AuditId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link AuditLog} promises, in memory or in a database. */
public interface AuditLogContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  Accounts accounts();

  AuditLog auditLog();

  UnitOfWork unitOfWork();

  @Test
  default void listsTheNewestFirstInPages() {
    var account = open();
    var first = entry(account, NOON, Optional.empty());
    var second = entry(account, NOON.plusMillis(1), Optional.of("crl_12345678"));
    var third = entry(account, NOON.plusMillis(2), Optional.empty());
    add(first, second, third);

    var page = unitOfWork().execute(() -> auditLog().list(account, Optional.empty(), 2));

    assertThat(page.items()).containsExactly(third, second);
    assertThat(page.more()).isTrue();
    assertThat(list(account, Optional.of(second.id()))).containsExactly(first);
  }

  @Test
  default void storesTheLongestTexts() {
    var account = open();
    var entry =
        AuditEntry.of(
            account,
            new AuditEntry.By(AuditEntry.Kind.USER, "id", "😀".repeat(100)),
            "😀".repeat(200),
            Optional.of("😀".repeat(300)),
            "fe80:1234:5678:9abc:def0:1234:5678:9abc%ethernet0",
            NOON);
    add(entry);

    assertThat(list(account, Optional.empty())).containsExactly(entry);
  }

  @Test
  default void hidesEntriesFromOtherAccounts() {
    add(entry(open(), NOON, Optional.empty()));

    assertThat(list(open(), Optional.empty())).isEmpty();
  }

  @Test
  default void forgetsTheOldestFirst() {
    var account = open();
    var first = entry(account, NOON, Optional.empty());
    var second = entry(account, NOON.plusMillis(1), Optional.empty());
    var third = entry(account, NOON.plusMillis(2), Optional.empty());
    add(third, first, second);

    assertThat(forget(NOON.plusMillis(2), 1)).isEqualTo(1);
    assertThat(list(account, Optional.empty())).containsExactly(third, second);
    assertThat(forget(NOON.plusMillis(2), 5)).isEqualTo(1);
    assertThat(forget(NOON.plusMillis(2), 5)).isZero();
    assertThat(list(account, Optional.empty())).containsExactly(third);
  }

  private AccountId open() {
    var account = Account.open("Blue Door Clinic", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private static AuditEntry entry(AccountId account, Instant at, Optional<String> target) {
    return AuditEntry.of(
        account,
        new AuditEntry.By(AuditEntry.Kind.KEY, "crl_12345678", "shop"),
        "issueApiKey",
        target,
        "2001:db8::1",
        at);
  }

  private void add(AuditEntry... entries) {
    unitOfWork().run(() -> auditLog().add(List.of(entries)));
  }

  private List<AuditEntry> list(AccountId account, Optional<AuditId> after) {
    return unitOfWork().execute(() -> auditLog().list(account, after, 10)).items();
  }

  private int forget(Instant before, int most) {
    return unitOfWork().execute(() -> auditLog().forget(before, most));
  }
}
