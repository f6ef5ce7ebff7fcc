package io.crier.persistence.notifications;

import io.crier.application.notifications.Notifications;
import io.crier.persistence.Sql;

/** Notifications for those who look at their tables from outside. */
public final class NotificationRows {

  private NotificationRows() {}

  public static Notifications notifications(Sql sql) {
    return new SqlNotifications(sql);
  }
}
