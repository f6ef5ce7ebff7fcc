package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.calls.RejectCall;
import io.crier.application.calls.ReportCall;
import io.crier.application.events.Events;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sending.AnswerCalls;
import io.crier.application.sending.QueueMessages;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import io.crier.application.sessions.UseConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.random.RandomGenerator;

/** Wires the calls to sessions. */
@ApplicationScoped
public class CallWiring {

  @Produces
  @Singleton
  UseConnection useConnection(FindSessions findSessions, RunSessions runSessions) {
    return new UseConnection(findSessions, runSessions);
  }

  @Produces
  @Singleton
  RejectCall rejectCall(UseConnection useConnection) {
    return new RejectCall(useConnection);
  }

  @Produces
  @Singleton
  ReportCall reportCall(IdentifyContact identifyContact, Events events, UnitOfWork unitOfWork) {
    return new ReportCall(identifyContact, events, unitOfWork);
  }

  @Produces
  @Singleton
  AnswerCalls answerCalls(
      Sessions sessions,
      QueueMessages queueMessages,
      RunSessions runSessions,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random) {
    return new AnswerCalls(sessions, queueMessages, runSessions, unitOfWork, clockwork, random);
  }
}
