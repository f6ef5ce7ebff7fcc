package io.crier.domain.webhooks;

import static io.crier.domain.webhooks.WebhookProblem.TOO_MANY_SESSIONS;

import io.crier.domain.Refused;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.EventOfChat;
import io.crier.domain.sessions.EventOfSession;
import io.crier.domain.sessions.SessionId;
import java.util.Optional;
import java.util.Set;

/**
 * Which events an endpoint receives; an empty set does not filter.
 *
 * @param sessions if there are any, only events of these sessions pass
 * @param chats if there are any, events of other kinds of chats do not pass
 */
public record WebhookFilter(Set<EventType> events, Set<SessionId> sessions, Set<ChatKind> chats) {

  public static final WebhookFilter NONE = new WebhookFilter(Set.of(), Set.of(), Set.of());

  private static final int MOST_SESSIONS = 100;

  public WebhookFilter {
    if (sessions.size() > MOST_SESSIONS) {
      throw new Refused(TOO_MANY_SESSIONS);
    }
    events = Set.copyOf(events);
    sessions = Set.copyOf(sessions);
    chats = Set.copyOf(chats);
  }

  public static WebhookFilter of(Set<EventType> events) {
    return new WebhookFilter(events, Set.of(), Set.of());
  }

  /** The same with the parts that are given. */
  public WebhookFilter with(
      Optional<Set<EventType>> otherEvents,
      Optional<Set<SessionId>> otherSessions,
      Optional<Set<ChatKind>> otherChats) {
    return new WebhookFilter(
        otherEvents.orElse(events), otherSessions.orElse(sessions), otherChats.orElse(chats));
  }

  public boolean passes(DomainEvent event) {
    return (events.isEmpty() || events.contains(event.type()))
        && (sessions.isEmpty()
            || event instanceof EventOfSession of && sessions.contains(of.session()))
        && (chats.isEmpty()
            || !(event instanceof EventOfChat of)
            || chats.contains(ChatKind.of(of.chat())));
  }
}
