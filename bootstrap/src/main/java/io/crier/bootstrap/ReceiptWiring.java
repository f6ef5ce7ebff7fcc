package io.crier.bootstrap;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.events.Outbox;
import io.crier.application.messages.ApplyChanges;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.messages.MemberReceipts;
import io.crier.application.messages.Messages;
import io.crier.application.messages.RecordReceipts;
import io.crier.application.messages.ShowMessageEvents;
import io.crier.application.messages.ShowReceipts;
import io.crier.application.webhooks.Deliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires the receipts of messages. */
@ApplicationScoped
public class ReceiptWiring {

  @Produces
  @Singleton
  RecordReceipts recordReceipts(
      Messages messages,
      MemberReceipts memberReceipts,
      Quota quota,
      ApplyChanges applyChanges,
      Events events,
      UnitOfWork unitOfWork) {
    return new RecordReceipts(messages, memberReceipts, quota, applyChanges, events, unitOfWork);
  }

  @Produces
  @Singleton
  ShowMessageEvents showMessageEvents(
      Messages messages, Outbox outbox, Deliveries deliveries, UnitOfWork unitOfWork) {
    return new ShowMessageEvents(messages, outbox, deliveries, unitOfWork);
  }

  @Produces
  @Singleton
  ShowReceipts showReceipts(
      Messages messages,
      MemberReceipts memberReceipts,
      IdentifyContact identifyContact,
      UnitOfWork unitOfWork) {
    return new ShowReceipts(messages, memberReceipts, identifyContact, unitOfWork);
  }
}
