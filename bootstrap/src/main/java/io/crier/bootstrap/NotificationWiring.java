package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.accounts.Accounts;
import io.crier.application.apikeys.IssueApiKeys;
import io.crier.application.imports.ImportAccount;
import io.crier.application.notifications.AlertPhones;
import io.crier.application.notifications.ListNotifications;
import io.crier.application.notifications.Notifications;
import io.crier.application.notifications.NotifySubscribers;
import io.crier.application.notifications.WithdrawAlerts;
import io.crier.application.phones.AdoptPhone;
import io.crier.application.phones.AlertSenders;
import io.crier.application.phones.ChooseSender;
import io.crier.application.phones.Phones;
import io.crier.application.phones.RerouteMessages;
import io.crier.application.queue.CancelMessage;
import io.crier.application.sending.QueueMessages;
import io.crier.application.subscriptions.CreateSubscription;
import io.crier.application.subscriptions.DeleteSubscription;
import io.crier.application.subscriptions.FindSubscriptions;
import io.crier.application.subscriptions.Subscriptions;
import io.crier.application.xaccounts.LookUpXAccount;
import io.crier.application.xaccounts.XAccounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Wires subscriptions and notifications. */
@ApplicationScoped
public class NotificationWiring {

  // Subscriptions

  @Produces
  @Singleton
  CreateSubscription createSubscription(
      Subscriptions subscriptions,
      Phones phones,
      XAccounts xAccounts,
      LookUpXAccount lookUpXAccount,
      AccountPlans plans,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new CreateSubscription(
        subscriptions, phones, xAccounts, lookUpXAccount, plans, unitOfWork, clock);
  }

  @Produces
  @Singleton
  DeleteSubscription deleteSubscription(
      Subscriptions subscriptions,
      XAccounts xAccounts,
      WithdrawAlerts withdrawAlerts,
      UnitOfWork unitOfWork) {
    return new DeleteSubscription(subscriptions, xAccounts, withdrawAlerts, unitOfWork);
  }

  @Produces
  @Singleton
  FindSubscriptions findSubscriptions(
      Subscriptions subscriptions, XAccounts xAccounts, UnitOfWork unitOfWork) {
    return new FindSubscriptions(subscriptions, xAccounts, unitOfWork);
  }

  @Produces
  @Singleton
  WithdrawAlerts withdrawAlerts(
      Subscriptions subscriptions, Notifications notifications, CancelMessage cancelMessage) {
    return new WithdrawAlerts(subscriptions, notifications, cancelMessage);
  }

  // Notifications

  @Produces
  @Singleton
  NotifySubscribers notifySubscribers(
      Notifications notifications,
      Subscriptions subscriptions,
      CancelMessage cancelMessage,
      InstantSource clock,
      NotificationsConfiguration configuration) {
    return new NotifySubscribers(
        notifications, subscriptions, cancelMessage, clock, configuration.honoursDeletions());
  }

  @Produces
  @Singleton
  RerouteMessages rerouteMessages(
      AlertSenders senders,
      ChooseSender chooseSender,
      QueueMessages queueMessages,
      UnitOfWork unitOfWork) {
    return new RerouteMessages(senders, chooseSender, queueMessages, unitOfWork);
  }

  @Produces
  @Singleton
  AlertPhones alertPhones(
      Notifications notifications,
      ChooseSender chooseSender,
      QueueMessages queueMessages,
      RerouteMessages rerouteMessages,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random) {
    return new AlertPhones(
        notifications, chooseSender, queueMessages, rerouteMessages, unitOfWork, clockwork, random);
  }

  @Produces
  @Singleton
  ListNotifications listNotifications(
      Notifications notifications, XAccounts xAccounts, UnitOfWork unitOfWork) {
    return new ListNotifications(notifications, xAccounts, unitOfWork);
  }

  @Produces
  @Singleton
  ImportAccount importAccount(
      Accounts accounts,
      IssueApiKeys issueApiKeys,
      AdoptPhone adoptPhone,
      CreateSubscription createSubscription,
      UnitOfWork unitOfWork) {
    return new ImportAccount(accounts, issueApiKeys, adoptPhone, createSubscription, unitOfWork);
  }
}
