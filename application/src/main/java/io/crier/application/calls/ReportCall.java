package io.crier.application.calls;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Engine;
import io.crier.domain.calls.CallEvent;
import io.crier.domain.calls.CallId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Publishes calls to sessions. WhatsApp may report a call several times, of which only those after
 * a restart are published again.
 */
public final class ReportCall {

  private static final int MOST = 1_000;

  private final IdentifyContact identifyContact;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final Map<Reported, Boolean> reported =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Reported, Boolean> eldest) {
          return size() > MOST;
        }
      };

  private record Reported(SessionId session, CallId call) {}

  public ReportCall(IdentifyContact identifyContact, Events events, UnitOfWork unitOfWork) {
    this.identifyContact = identifyContact;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  public void report(Session session, Engine.Event.Called called) {
    var call = called.call();
    var key = new Reported(session.id(), call.id());
    if (isKnown(key) || session.ignoresGroups() && call.group().isPresent()) {
      return;
    }
    unitOfWork.run(
        () -> {
          Recipient from = identifyContact.nameOf(session.id(), call.from());
          events.publish(
              new CallEvent.Incoming(
                  session.account(), session.id(), call.from(from), called.at()));
        });
    remember(key);
  }

  private synchronized boolean isKnown(Reported key) {
    return reported.containsKey(key);
  }

  private synchronized void remember(Reported key) {
    reported.put(key, true);
  }
}
