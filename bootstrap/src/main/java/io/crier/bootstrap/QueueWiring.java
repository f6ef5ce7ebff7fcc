package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.messages.ApplyChanges;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.messages.Messages;
import io.crier.application.queue.ClaimMessages;
import io.crier.application.queue.Lanes;
import io.crier.application.queue.QueuePlaces;
import io.crier.application.queue.RecordSends;
import io.crier.application.queue.SendQueue;
import io.crier.application.queue.SubmitMessage;
import io.crier.application.queue.SweepScheduled;
import io.crier.application.queue.TellOwners;
import io.crier.application.sessions.ChangeSession;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.OtherNodes;
import io.crier.application.sessions.RunSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Wires the way of messages from the queue to WhatsApp. */
@ApplicationScoped
public class QueueWiring {

  @Produces
  @Singleton
  ClaimMessages claimMessages(
      Messages messages, Contacts contacts, Events events, UnitOfWork unitOfWork) {
    return new ClaimMessages(messages, contacts, events, unitOfWork);
  }

  @Produces
  @Singleton
  RecordSends recordSends(
      Messages messages,
      Contacts contacts,
      IdentifyContact identifyContact,
      Accounts accounts,
      Quota quota,
      ApplyChanges applyChanges,
      ChangeSession changeSession,
      Events events,
      UnitOfWork unitOfWork) {
    return new RecordSends(
        messages,
        contacts,
        identifyContact,
        accounts,
        quota,
        applyChanges,
        changeSession,
        events,
        unitOfWork);
  }

  @Produces
  @Singleton
  Lanes lanes(
      Messages messages, UnitOfWork unitOfWork, Clockwork clockwork, RandomGenerator random) {
    return new Lanes(messages, unitOfWork, clockwork, random);
  }

  @Produces
  @Singleton
  QueuePlaces queuePlaces(
      Lanes lanes,
      Messages messages,
      Contacts contacts,
      UnitOfWork unitOfWork,
      Clockwork clockwork) {
    return new QueuePlaces(lanes, messages, contacts, unitOfWork, clockwork);
  }

  @Produces
  @Singleton
  SubmitMessage submitMessage(RunSessions runSessions, Lease lease, Clockwork clockwork) {
    return new SubmitMessage(runSessions, lease, clockwork);
  }

  @Produces
  @Singleton
  SendQueue sendQueue(
      Lanes lanes,
      ClaimMessages claimMessages,
      SubmitMessage submitMessage,
      RecordSends recordSends,
      OtherNodes otherNodes,
      Lease lease,
      Clockwork clockwork,
      MessagesConfiguration configuration) {
    return new SendQueue(
        lanes,
        claimMessages,
        submitMessage,
        recordSends,
        otherNodes,
        lease,
        clockwork,
        configuration.doubtWait());
  }

  @Produces
  @Singleton
  SweepScheduled sweepScheduled(
      Messages messages,
      Events events,
      Lanes lanes,
      QueuePlaces places,
      TellOwners tellOwners,
      UnitOfWork unitOfWork,
      OtherNodes otherNodes,
      Lease lease,
      Clockwork clockwork) {
    return new SweepScheduled(
        messages, events, lanes, places, tellOwners, unitOfWork, otherNodes, lease, clockwork);
  }
}
