package io.crier.persistence.notifications;

import io.crier.application.notifications.Notifications;
import io.crier.persistence.Sql;

/** Notifications for tests and benchmarks in other packages. */
public final class NotificationRows {

  private NotificationRows() {}

  public static Notifications notifications(Sql sql) {
    return new SqlNotifications(sql);
  }
}
