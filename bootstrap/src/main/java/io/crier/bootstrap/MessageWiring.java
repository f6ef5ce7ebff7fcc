package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.Replays;
import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Quota;
import io.crier.application.calls.ReportCall;
import io.crier.application.chats.BlockContact;
import io.crier.application.chats.ChangeChat;
import io.crier.application.chats.ReportPresence;
import io.crier.application.events.Announcements;
import io.crier.application.events.Events;
import io.crier.application.groups.ReportGroup;
import io.crier.application.labels.LabelChats;
import io.crier.application.messages.ApplyChanges;
import io.crier.application.messages.CheckNumber;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.DownloadMedia;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.messages.Messages;
import io.crier.application.messages.MissingFiles;
import io.crier.application.messages.QuoteMessage;
import io.crier.application.messages.RawMessages;
import io.crier.application.messages.ReceiveMessage;
import io.crier.application.messages.RecordReceipts;
import io.crier.application.messages.ReviseMessage;
import io.crier.application.messages.ShowRawMessage;
import io.crier.application.messages.TakeInHistory;
import io.crier.application.protection.ProtectAccounts;
import io.crier.application.queue.CancelMessage;
import io.crier.application.queue.DecideQueue;
import io.crier.application.queue.DeleteSession;
import io.crier.application.queue.FollowSessions;
import io.crier.application.queue.Lanes;
import io.crier.application.queue.QueuePlaces;
import io.crier.application.queue.SendQueue;
import io.crier.application.queue.TellOwners;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.ChangeMessage;
import io.crier.application.sending.KeepAttachment;
import io.crier.application.sending.KeepRequests;
import io.crier.application.sending.RequireSendable;
import io.crier.application.sending.SendBatch;
import io.crier.application.sending.SendMessage;
import io.crier.application.sending.SendNow;
import io.crier.application.sending.ValidateRequest;
import io.crier.application.sessions.ControlSession;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.LinkSession;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;

/** Wires accepting, receiving and finding messages. */
@ApplicationScoped
public class MessageWiring {

  @Inject @Work ExecutorService executor;

  @Produces
  @Singleton
  ApplyChanges applyChanges(Messages messages, Events events) {
    return new ApplyChanges(messages, events);
  }

  @Produces
  @Singleton
  ChangeMessage changeMessage(
      FindMessages findMessages,
      FindSessions findSessions,
      AcceptMessages acceptMessages,
      InstantSource clock) {
    return new ChangeMessage(findMessages, findSessions, acceptMessages, clock);
  }

  @Produces
  @Singleton
  IdentifyContact identifyContact(Contacts contacts, Messages messages) {
    return new IdentifyContact(contacts, messages);
  }

  @Produces
  @Singleton
  ReceiveMessage receiveMessage(
      Messages messages,
      MissingFiles missingFiles,
      RawMessages rawMessages,
      IdentifyContact identifyContact,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new ReceiveMessage(
        messages, missingFiles, rawMessages, identifyContact, events, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ReviseMessage reviseMessage(
      Messages messages,
      RawMessages rawMessages,
      IdentifyContact identifyContact,
      ReceiveMessage receiveMessage,
      Events events,
      UnitOfWork unitOfWork) {
    return new ReviseMessage(
        messages, rawMessages, identifyContact, receiveMessage, events, unitOfWork);
  }

  @Produces
  @Singleton
  ShowRawMessage showRawMessage(Messages messages, RawMessages rawMessages, UnitOfWork unitOfWork) {
    return new ShowRawMessage(messages, rawMessages, unitOfWork);
  }

  @Produces
  @Singleton
  FollowSessions followSessions(
      Lanes lanes,
      SendQueue queue,
      RecordReceipts recordReceipts,
      ReceiveMessage receiveMessage,
      TakeInHistory takeInHistory,
      ReviseMessage reviseMessage,
      ReportGroup reportGroup,
      ReportCall reportCall,
      ReportPresence reportPresence,
      ChangeChat changeChat,
      BlockContact blockContact,
      LabelChats labelChats,
      Clockwork clockwork) {
    return new FollowSessions(
        lanes,
        queue,
        recordReceipts,
        receiveMessage,
        takeInHistory,
        reviseMessage,
        reportGroup,
        reportCall,
        reportPresence,
        changeChat,
        blockContact,
        labelChats,
        clockwork);
  }

  @Produces
  @Singleton
  ValidateRequest validateRequest(FindSessions findSessions, RunSessions runSessions) {
    return new ValidateRequest(findSessions, runSessions);
  }

  @Produces
  @Singleton
  KeepRequests keepRequests(
      Messages messages,
      Replays replays,
      Quota quota,
      Events events,
      QueuePlaces places,
      TellOwners tellOwners) {
    return new KeepRequests(messages, replays, quota, events, places, tellOwners);
  }

  @Produces
  @Singleton
  AcceptMessages acceptMessages(
      ValidateRequest validateRequest,
      KeepRequests keepRequests,
      IdentifyContact identifyContact,
      Lanes lanes,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random) {
    return new AcceptMessages(
        validateRequest, keepRequests, identifyContact, lanes, unitOfWork, clockwork, random);
  }

  @Produces
  @Singleton
  SendMessage sendMessage(
      AcceptMessages acceptMessages, QuoteMessage quoteMessage, KeepAttachment keepAttachment) {
    return new SendMessage(acceptMessages, quoteMessage, keepAttachment, executor);
  }

  @Produces
  @Singleton
  SendNow sendNow(
      SendMessage sendMessage,
      FindSessions findSessions,
      FindMessages findMessages,
      CancelMessage cancelMessage,
      Announcements announcements,
      Clockwork clockwork) {
    return new SendNow(
        sendMessage, findSessions, findMessages, cancelMessage, announcements, clockwork);
  }

  @Produces
  @Singleton
  SendBatch sendBatch(SendMessage sendMessage) {
    return new SendBatch(sendMessage);
  }

  @Produces
  @Singleton
  FindMessages findMessages(
      Messages messages,
      Contacts contacts,
      FindSessions findSessions,
      QueuePlaces places,
      UnitOfWork unitOfWork) {
    return new FindMessages(messages, contacts, findSessions, places, unitOfWork);
  }

  @Produces
  @Singleton
  QuoteMessage quoteMessage(
      Messages messages,
      Contacts contacts,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      UnitOfWork unitOfWork) {
    return new QuoteMessage(messages, contacts, identifyContact, findSessions, unitOfWork);
  }

  @Produces
  @Singleton
  CancelMessage cancelMessage(
      Messages messages,
      Quota quota,
      Events events,
      FindMessages findMessages,
      Lanes lanes,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new CancelMessage(messages, quota, events, findMessages, lanes, unitOfWork, clock);
  }

  @Produces
  @Singleton
  CheckNumber checkNumber(
      Contacts contacts,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      RunSessions runSessions,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new CheckNumber(contacts, identifyContact, findSessions, runSessions, unitOfWork, clock);
  }

  @Produces
  @Singleton
  RequireSendable requireSendable(
      ValidateRequest validateRequest,
      RunSessions runSessions,
      CheckNumber checkNumber,
      Lanes lanes,
      ProtectAccounts protectAccounts,
      InstantSource clock) {
    return new RequireSendable(
        validateRequest,
        runSessions,
        checkNumber,
        lanes,
        protectAccounts::countUnknownNumber,
        clock);
  }

  @Produces
  @Singleton
  DecideQueue decideQueue(
      FindSessions findSessions,
      ControlSession controlSession,
      CancelMessage cancelMessage,
      Lanes lanes,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new DecideQueue(findSessions, controlSession, cancelMessage, lanes, unitOfWork, clock);
  }

  @Produces
  @Singleton
  DeleteSession deleteSession(
      Sessions sessions,
      LinkSession linkSession,
      RunSessions runSessions,
      CancelMessage cancelMessage,
      DeleteSession.Listener listener,
      DownloadMedia downloadMedia,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new DeleteSession(
        sessions,
        linkSession,
        runSessions,
        cancelMessage,
        session -> {
          listener.deleting(session);
          downloadMedia.giveUp(session);
        },
        unitOfWork,
        clock);
  }
}
