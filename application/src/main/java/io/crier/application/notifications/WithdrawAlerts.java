package io.crier.application.notifications;

import io.crier.application.phones.DeletePhone;
import io.crier.application.queue.CancelMessage;
import io.crier.application.subscriptions.DeleteSubscription;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.notifications.NotificationId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.Subscription;
import java.util.List;

/** Withdraws waiting alerts when their phone or subscription is deleted. */
public final class WithdrawAlerts implements DeletePhone.Listener, DeleteSubscription.Listener {

  private final Subscriptions subscriptions;
  private final Notifications notifications;
  private final CancelMessage cancelMessage;

  public WithdrawAlerts(
      Subscriptions subscriptions, Notifications notifications, CancelMessage cancelMessage) {
    this.subscriptions = subscriptions;
    this.notifications = notifications;
    this.cancelMessage = cancelMessage;
  }

  @Override
  public void deleted(AccountId account, PhoneNumber number) {
    subscriptions.deactivate(account, number);
    cancel(notifications.withdraw(account, number));
  }

  @Override
  public void deleted(Subscription subscription) {
    cancel(notifications.withdraw(subscription));
  }

  private void cancel(List<NotificationId> queued) {
    cancelMessage.withdrawAlerts(queued.stream().map(it -> new MessageId(it.value())).toList());
  }
}
