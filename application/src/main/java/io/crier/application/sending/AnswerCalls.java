package io.crier.application.sending;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Announcements;
import io.crier.application.events.Published;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import io.crier.domain.calls.CallEvent;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Rejects the calls of people to sessions that take none, and tells the callers so with an ordinary
 * message, if there is one. Calls that were missed while the server was away remain unanswered.
 */
public final class AnswerCalls {

  private static final Duration RINGING = Duration.ofMinutes(2);

  /** Who calls again and again is told once. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Sessions sessions;
  private final QueueMessages queueMessages;
  private final RunSessions runSessions;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;
  private final RandomGenerator random;
  private final Map<Caller, Instant> told = new HashMap<>();

  private record Caller(SessionId session, Recipient from) {}

  public AnswerCalls(
      Sessions sessions,
      QueueMessages queueMessages,
      RunSessions runSessions,
      UnitOfWork unitOfWork,
      Clockwork clockwork,
      RandomGenerator random) {
    this.sessions = sessions;
    this.queueMessages = queueMessages;
    this.runSessions = runSessions;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
    this.random = random;
  }

  public void start(Announcements announcements) {
    announcements.listen(this::heard);
  }

  private void heard(List<Published> published) {
    for (var each : published) {
      if (each.event() instanceof CallEvent.Incoming incoming
          && incoming.call().group().isEmpty()
          && incoming.at().plus(RINGING).isAfter(clockwork.now())) {
        clockwork.run(() -> answer(incoming));
      }
    }
  }

  private void answer(CallEvent.Incoming incoming) {
    find(incoming.session())
        .filter(Session::rejectsCalls)
        .ifPresent(
            session -> {
              runSessions
                  .connection(session.id())
                  .flatMap(Engine.Connection::calls)
                  .ifPresent(calls -> calls.reject(incoming.call().id()));
              session
                  .callsMessage()
                  .filter(text -> isDue(new Caller(session.id(), incoming.call().from())))
                  .ifPresent(text -> tell(session, incoming.call().from(), text));
            });
  }

  private Optional<Session> find(SessionId id) {
    return unitOfWork.execute(() -> Optional.ofNullable(sessions.all(List.of(id)).get(id)));
  }

  private synchronized boolean isDue(Caller caller) {
    var now = clockwork.now();
    told.values().removeIf(at -> !at.isAfter(now));
    return told.putIfAbsent(caller, now.plus(PAUSE)) == null;
  }

  private void tell(Session session, Recipient caller, String text) {
    var now = clockwork.now();
    var message =
        Message.accept(
            MessageId.next(now),
            session.account(),
            session.id(),
            caller,
            new Content.Text(text),
            Handling.ORDINARY,
            WhatsAppId.next(random),
            now);
    queueMessages.enqueue(unitOfWork.execute(() -> queueMessages.keep(List.of(message))));
  }
}
