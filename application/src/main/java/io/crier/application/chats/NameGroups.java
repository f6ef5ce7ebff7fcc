package io.crier.application.chats;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Chats;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.groups.Group;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks WhatsApp for the names of groups whose chats have none yet, in the background and not often:
 * until then they have none.
 */
public final class NameGroups {

  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Chats chats;
  private final RunSessions runSessions;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;

  private final Map<SessionId, Instant> nextAt = new HashMap<>();

  public NameGroups(
      Chats chats, RunSessions runSessions, UnitOfWork unitOfWork, Clockwork clockwork) {
    this.chats = chats;
    this.runSessions = runSessions;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
  }

  /** Names those of these chats that need it; returns at once. */
  void name(Session session, List<Chat> shown) {
    if (shown.stream().anyMatch(it -> it.kind() == ChatKind.GROUP && it.name().isEmpty())
        && runSessions.engine(session.engine().name()).abilities().contains(Ability.GROUPS)) {
      runSessions
          .connection(session.id())
          .flatMap(Engine.Connection::groups)
          .filter(groups -> isDue(session.id()))
          .ifPresent(groups -> clockwork.run(() -> name(session.id(), groups)));
    }
  }

  private synchronized boolean isDue(SessionId session) {
    var now = clockwork.now();
    nextAt.values().removeIf(at -> !at.isAfter(now));
    return nextAt.putIfAbsent(session, now.plus(PAUSE)) == null;
  }

  private void name(SessionId session, Groups groups) {
    if (groups.list() instanceof Answer.Done<List<Group>> done) {
      var names =
          done.value().stream()
              .collect(Collectors.<Group, Recipient, String>toMap(Group::id, Group::subject));
      unitOfWork.run(() -> chats.rename(session, names));
    }
  }
}
