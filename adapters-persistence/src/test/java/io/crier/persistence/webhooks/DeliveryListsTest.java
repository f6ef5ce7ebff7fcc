package io.crier.persistence.webhooks;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Slice;
import io.crier.application.webhooks.Deliveries;
import io.crier.application.webhooks.Deliveries.Logged;
import io.crier.domain.webhooks.Delivery;
import io.crier.domain.webhooks.WebhookId;
import io.crier.persistence.RowsRead;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.sessions.AccountRows;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of deliveries reads what it returns, however many deliveries a webhook has. */
class DeliveryListsTest {

  private static final int DELIVERIES = 20_000;
  private static final int LIMIT = 10;
  private static final WebhookId WEBHOOK = new WebhookId(new UUID(0, 7));
  private static final TestDatabase DATABASE = TestDatabase.POSTGRESQL;

  /** The oldest deliveries are still pending or have failed. */
  @BeforeAll
  static void fill() {
    DATABASE.emptied();
    AccountRows.add(DATABASE, ACME);
    var sql = new Sql(DATABASE.entityManager());
    DATABASE
        .unitOfWork()
        .run(
            () -> {
              sql.update(
                  "insert into webhook (id, version, account_id, url, events, format, secret,"
                      + " failures, created_at)"
                      + " values (?, 1, ?, 'https://example.com', '*', 'CRIER', '', 0, ?)",
                  WEBHOOK.value(),
                  ACME.value(),
                  NOON);
              sql.update(
                  """
                  insert into event (id, account_id, sequence, type, happened_at, payload)
                  select cast(lpad(to_hex(n), 32, '0') as uuid), ?, n, 'SESSION_STATUS', ?, '{}'
                  from generate_series(1, ?) as n
                  """,
                  ACME.value(),
                  NOON,
                  DELIVERIES);
              sql.update(
                  """
                  insert into delivery (id, webhook_id, event_id, type, state, attempts, created_at)
                  select e.id, ?, e.id, e.type, case when e.sequence <= 5 then 'PENDING'
                    when e.sequence <= 10 then 'FAILED' else 'DELIVERED' end, 1, ?
                  from event e
                  """,
                  WEBHOOK.value(),
                  NOON);
            });
    RowsRead.analyze(DATABASE, "delivery");
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItReturns(Delivery.State state) {
    assertThat(DATABASE.unitOfWork().execute(() -> list(state)).items()).isNotEmpty();
    assertThat(RowsRead.by(DATABASE, "delivery", () -> list(state))).isLessThanOrEqualTo(4 * LIMIT);
  }

  private static Slice<Logged> list(Delivery.State state) {
    Deliveries deliveries = WebhookRows.deliveries(DATABASE);
    return deliveries.list(ACME, WEBHOOK, Optional.of(state), Optional.empty(), LIMIT);
  }
}
