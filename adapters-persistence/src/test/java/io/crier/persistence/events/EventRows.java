package io.crier.persistence.events;

import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.events.Outbox;
import io.crier.persistence.Sql;
import io.crier.persistence.TestDatabase;
import io.crier.persistence.webhooks.WebhookRows;
import java.time.Instant;
import java.time.InstantSource;

/** Events in a test's database. */
public final class EventRows {

  private EventRows() {}

  public static Outbox outbox(TestDatabase database) {
    return new JpaOutbox(database.entityManager(), new Sql(database.entityManager()));
  }

  public static Events events(TestDatabase database, Announcements announcements, Instant now) {
    return new JpaEvents(
        database.entityManager(),
        new Sql(database.entityManager()),
        WebhookRows.fanOut(database),
        database.afterCommit(),
        announcements,
        InstantSource.fixed(now));
  }
}
