package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.AccountPlans;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.messages.Messages;
import io.crier.application.phones.AdoptPhone;
import io.crier.application.phones.AlertSenders;
import io.crier.application.phones.ChooseSender;
import io.crier.application.phones.CodeHashes;
import io.crier.application.phones.Codes;
import io.crier.application.phones.DeletePhone;
import io.crier.application.phones.FindPhones;
import io.crier.application.phones.MarkAlertSenders;
import io.crier.application.phones.Phones;
import io.crier.application.phones.RegisterPhone;
import io.crier.application.phones.SendCode;
import io.crier.application.phones.VerifyPhone;
import io.crier.application.queue.Lanes;
import io.crier.application.queue.TellOwners;
import io.crier.application.sending.QueueMessages;
import io.crier.application.sessions.Sessions;
import io.crier.domain.phones.CodePolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Wires phones and the messages that are sent to them. */
@ApplicationScoped
public class AlertWiring {

  @Produces
  @Singleton
  QueueMessages queueMessages(
      Messages messages,
      Quota quota,
      Events events,
      Lanes lanes,
      TellOwners tellOwners,
      InstantSource clock) {
    return new QueueMessages(messages, quota, events, lanes, tellOwners, clock);
  }

  // Phones

  @Produces
  @Singleton
  ChooseSender chooseSender(AlertSenders senders) {
    return new ChooseSender(senders);
  }

  @Produces
  @Singleton
  MarkAlertSenders markAlertSenders(
      AlertSenders senders, Sessions sessions, UnitOfWork unitOfWork, InstantSource clock) {
    return new MarkAlertSenders(senders, sessions, unitOfWork, clock);
  }

  @Produces
  @Singleton
  CodePolicy codePolicy(PhonesConfiguration configuration) {
    return configuration.codes();
  }

  @Produces
  @Singleton
  SendCode sendCode(
      Codes codes,
      CodeHashes hashes,
      CodePolicy policy,
      ChooseSender chooseSender,
      QueueMessages queueMessages,
      RandomGenerator random) {
    return new SendCode(codes, hashes, policy, chooseSender, queueMessages, random);
  }

  @Produces
  @Singleton
  RegisterPhone registerPhone(
      Phones phones,
      SendCode sendCode,
      QueueMessages queueMessages,
      Instance<DeletePhone.Listener> listeners,
      AccountPlans plans,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new RegisterPhone(
        phones, sendCode, queueMessages, toAll(listeners), plans, unitOfWork, clock);
  }

  @Produces
  @Singleton
  AdoptPhone adoptPhone(
      Phones phones, AccountPlans plans, UnitOfWork unitOfWork, InstantSource clock) {
    return new AdoptPhone(phones, plans, unitOfWork, clock);
  }

  @Produces
  @Singleton
  VerifyPhone verifyPhone(
      Phones phones,
      Codes codes,
      CodeHashes hashes,
      CodePolicy policy,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new VerifyPhone(phones, codes, hashes, policy, unitOfWork, clock);
  }

  @Produces
  @Singleton
  FindPhones findPhones(Phones phones, Codes codes, Messages messages, UnitOfWork unitOfWork) {
    return new FindPhones(phones, codes, messages, unitOfWork);
  }

  @Produces
  @Singleton
  DeletePhone deletePhone(
      Phones phones, Instance<DeletePhone.Listener> listeners, UnitOfWork unitOfWork) {
    return new DeletePhone(phones, toAll(listeners), unitOfWork);
  }

  private static DeletePhone.Listener toAll(Instance<DeletePhone.Listener> listeners) {
    return (account, number) -> listeners.forEach(listener -> listener.deleted(account, number));
  }
}
