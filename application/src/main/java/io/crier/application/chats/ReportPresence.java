package io.crier.application.chats;

import io.crier.application.RateLimit;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sessions.Engine;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.chats.Presence;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Publishes who types or is online, for sessions that want to know: only changes, not too many of
 * each chat, and nothing that is over.
 */
public final class ReportPresence {

  private static final int MOST = 10_000;
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final IdentifyContact identifyContact;
  private final Events events;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;
  private final RateLimit<Chat> limit;
  private final Map<Person, Presence> last =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Person, Presence> eldest) {
          return size() > MOST;
        }
      };

  private record Chat(SessionId session, Recipient chat) {}

  private record Person(Chat chat, Recipient by) {}

  public ReportPresence(
      IdentifyContact identifyContact, Events events, UnitOfWork unitOfWork, InstantSource clock) {
    this.identifyContact = identifyContact;
    this.events = events;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
    limit = new RateLimit<>(Duration.ofSeconds(3), 10, clock);
  }

  public void report(Session session, Engine.Event.PresenceSeen seen) {
    var isIgnored =
        !session.receivesPresence()
            || session.ignoresGroups() && seen.chat() instanceof Recipient.Group;
    if (!isIgnored && seen.at().plus(FRESH).isAfter(clock.instant()) && isNews(session, seen)) {
      unitOfWork.run(
          () ->
              events.publish(
                  new ChatEvent.PresenceChanged(
                      session.account(),
                      session.id(),
                      identifyContact.nameOf(session.id(), seen.chat()),
                      identifyContact.nameOf(session.id(), seen.by()),
                      seen.presence(),
                      seen.at())));
    }
  }

  private synchronized boolean isNews(Session session, Engine.Event.PresenceSeen seen) {
    var chat = new Chat(session.id(), seen.chat());
    var person = new Person(chat, seen.by());
    if (seen.presence() == last.get(person) || limit.excess(chat).isPresent()) {
      return false;
    }
    last.put(person, seen.presence());
    return true;
  }
}
