package io.crier.persistence.webhooks;

import io.crier.application.webhooks.Deliveries;
import io.crier.application.webhooks.Webhooks;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.TestSecrets;
import io.crier.persistence.events.EventFanOut;

/** Endpoints and deliveries in a test's database. */
public final class WebhookRows {

  private WebhookRows() {}

  public static Webhooks webhooks(TestDatabase database) {
    return new JpaWebhooks(database.entityManager(), TestSecrets.box());
  }

  public static Deliveries deliveries(TestDatabase database) {
    return new JpaDeliveries(database.entityManager());
  }

  public static EventFanOut fanOut(TestDatabase database) {
    return new WebhookFanOut(database.entityManager());
  }
}
