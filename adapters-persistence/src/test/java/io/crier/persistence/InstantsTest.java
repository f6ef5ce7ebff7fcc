package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Replays.Replay;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.PlanName;
import io.crier.persistence.accounts.TestAccounts;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stores instants around changes to and from daylight saving time. */
@OnEachDatabase
class InstantsTest {

  private static final List<Instant> AROUND_DST_CHANGES =
      List.of(
          Instant.parse("2026-03-08T06:59:59.999Z"),
          Instant.parse("2026-03-08T07:00:00Z"),
          Instant.parse("2026-11-01T05:30:00.123456Z"),
          Instant.parse("2026-11-01T06:30:00.123456Z"));

  private final TimeZone before = TimeZone.getDefault();
  private final TestDatabase database;

  InstantsTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @BeforeEach
  void setNewYorkTimeZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
  }

  @AfterEach
  void restoreTimeZone() {
    TimeZone.setDefault(before);
  }

  @Test
  void storesInstantsInEntities() {
    for (var instant : AROUND_DST_CHANGES) {
      var account = Account.open("Acme", PlanName.PRO, instant);
      database.unitOfWork().run(() -> TestAccounts.in(database).save(account));

      assertThat(
              database
                  .unitOfWork()
                  .execute(() -> TestAccounts.in(database).find(account.id()))
                  .orElseThrow()
                  .createdAt())
          .isEqualTo(instant);
    }
  }

  @Test
  void storesInstantsInNativeQueries() {
    var account = Account.open("Acme", PlanName.PRO, Instant.EPOCH);
    var replays = new JpaReplays(database.entityManager(), TestSecrets.box());
    database.unitOfWork().run(() -> TestAccounts.in(database).save(account));
    for (var instant : AROUND_DST_CHANGES) {
      database
          .unitOfWork()
          .run(
              () ->
                  replays.add(
                      account.id(), instant.toString(), new Replay("", 200, "answer"), instant));

      database
          .unitOfWork()
          .run(
              () -> {
                var key = instant.toString();
                assertThat(replays.find(account.id(), key, instant.minusMillis(1))).isPresent();
                assertThat(replays.find(account.id(), key, instant)).isEmpty();
              });
    }
  }
}
