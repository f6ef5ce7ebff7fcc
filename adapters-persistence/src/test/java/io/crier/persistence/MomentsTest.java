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

/** Moments stay what they are where clocks are put forward and back. */
@OnEachDatabase
class MomentsTest {

  private static final List<Instant> AROUND_THE_CHANGES =
      List.of(
          Instant.parse("2026-03-08T06:59:59.999Z"),
          Instant.parse("2026-03-08T07:00:00Z"),
          Instant.parse("2026-11-01T05:30:00.123456Z"),
          Instant.parse("2026-11-01T06:30:00.123456Z"));

  private final TimeZone before = TimeZone.getDefault();
  private final TestDatabase database;

  MomentsTest(TestDatabase database) {
    this.database = database.emptied();
  }

  @BeforeEach
  void moveToNewYork() {
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
  }

  @AfterEach
  void moveBack() {
    TimeZone.setDefault(before);
  }

  @Test
  void inRows() {
    for (var moment : AROUND_THE_CHANGES) {
      var account = Account.open("Acme", PlanName.PRO, moment);
      database.unitOfWork().run(() -> TestAccounts.in(database).save(account));

      assertThat(
              database
                  .unitOfWork()
                  .execute(() -> TestAccounts.in(database).find(account.id()))
                  .orElseThrow()
                  .createdAt())
          .isEqualTo(moment);
    }
  }

  @Test
  void inStatements() {
    var account = Account.open("Acme", PlanName.PRO, Instant.EPOCH);
    var replays = new JpaReplays(database.entityManager(), TestSecrets.box());
    database.unitOfWork().run(() -> TestAccounts.in(database).save(account));
    for (var moment : AROUND_THE_CHANGES) {
      database
          .unitOfWork()
          .run(
              () ->
                  replays.add(
                      account.id(), moment.toString(), new Replay("", 200, "answer"), moment));

      database
          .unitOfWork()
          .run(
              () -> {
                var key = moment.toString();
                assertThat(replays.find(account.id(), key, moment.minusMillis(1))).isPresent();
                assertThat(replays.find(account.id(), key, moment)).isEmpty();
              });
    }
  }
}
