package io.crier.application.notifications;

/** What every {@link Notifications} promises, in memory or in a database. */
public interface NotificationsContract
    extends NotificationCreationContract,
        NotificationListContract,
        NotificationWithdrawalContract {}
