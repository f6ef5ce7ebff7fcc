package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.chats.ChangeChat;
import io.crier.application.chats.FindChats;
import io.crier.application.chats.NameGroups;
import io.crier.application.events.Events;
import io.crier.application.messages.Chats;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
}
