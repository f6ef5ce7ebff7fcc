package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.channels.FollowChannels;
import io.crier.application.chats.BlockContact;
import io.crier.application.chats.BlockedContacts;
import io.crier.application.chats.ChangeChat;
import io.crier.application.chats.FindChats;
import io.crier.application.chats.FindContacts;
import io.crier.application.chats.NameGroups;
import io.crier.application.chats.ReportPresence;
import io.crier.application.chats.ShowPresence;
import io.crier.application.events.Events;
import io.crier.application.labels.LabelChats;
import io.crier.application.messages.Chats;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.messages.MarkSeen;
import io.crier.application.messages.Messages;
import io.crier.application.messages.MissingFiles;
import io.crier.application.messages.RawMessages;
import io.crier.application.messages.TakeInHistory;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.UseConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires the chats of sessions. */
@ApplicationScoped
public class ChatWiring {

  @Produces
  @Singleton
  FindChats findChats(
      Chats chats,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      RunSessions runSessions,
      UnitOfWork unitOfWork,
      Clockwork clockwork) {
    return new FindChats(
        chats,
        identifyContact,
        findSessions,
        new NameGroups(chats, runSessions, unitOfWork, clockwork),
        unitOfWork);
  }

  @Produces
  @Singleton
  TakeInHistory takeInHistory(
      Messages messages,
      MissingFiles missingFiles,
      RawMessages rawMessages,
      IdentifyContact identifyContact,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new TakeInHistory(
        messages, missingFiles, rawMessages, identifyContact, unitOfWork, clock);
  }

  @Produces
  @Singleton
  FindContacts findContacts(
      Contacts contacts,
      Chats chats,
      BlockedContacts blockedContacts,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      UnitOfWork unitOfWork) {
    return new FindContacts(
        contacts, chats, blockedContacts, identifyContact, findSessions, unitOfWork);
  }

  @Produces
  @Singleton
  BlockContact blockContact(
      FindSessions findSessions,
      RunSessions runSessions,
      BlockedContacts blockedContacts,
      IdentifyContact identifyContact,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new BlockContact(
        findSessions, runSessions, blockedContacts, identifyContact, events, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ChangeChat changeChat(
      Chats chats,
      IdentifyContact identifyContact,
      FindSessions findSessions,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      Clockwork clockwork) {
    return new ChangeChat(
        chats, identifyContact, findSessions, runSessions, events, unitOfWork, clockwork);
  }

  @Produces
  @Singleton
  FollowChannels followChannels(UseConnection useConnection, InstantSource clock) {
    return new FollowChannels(useConnection, clock);
  }

  @Produces
  @Singleton
  LabelChats labelChats(
      UseConnection useConnection,
      Contacts contacts,
      IdentifyContact identifyContact,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new LabelChats(useConnection, contacts, identifyContact, events, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ReportPresence reportPresence(
      IdentifyContact identifyContact, Events events, UnitOfWork unitOfWork, InstantSource clock) {
    return new ReportPresence(identifyContact, events, unitOfWork, clock);
  }

  @Produces
  @Singleton
  ShowPresence showPresence(
      UseConnection useConnection,
      IdentifyContact identifyContact,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new ShowPresence(useConnection, identifyContact, unitOfWork, clock);
  }

  @Produces
  @Singleton
  MarkSeen markSeen(
      Messages messages,
      Chats chats,
      FindSessions findSessions,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new MarkSeen(messages, chats, findSessions, runSessions, events, unitOfWork, clock);
  }
}
