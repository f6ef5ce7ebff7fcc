package io.crier.application.groups;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.Chats;
import io.crier.application.sessions.Engine;
import io.crier.domain.groups.GroupEvent;
import io.crier.domain.groups.GroupNews;
import io.crier.domain.sessions.Session;
import java.util.Map;
import java.util.Optional;

/** Publishes what happens to the groups of a session, unless it ignores groups. */
public final class ReportGroup {

  private final Chats chats;
  private final Events events;
  private final UnitOfWork unitOfWork;

  public ReportGroup(Chats chats, Events events, UnitOfWork unitOfWork) {
    this.chats = chats;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  public void report(Session session, Engine.Event.GroupChanged changed) {
    if (!session.ignoresGroups()) {
      unitOfWork.run(
          () -> {
            subject(changed.news())
                .ifPresent(it -> chats.rename(session.id(), Map.of(changed.news().id(), it)));
            events.publish(GroupEvent.of(session, changed.news(), changed.at()));
          });
    }
  }

  private static Optional<String> subject(GroupNews news) {
    return switch (news) {
      case GroupNews.Joined joined -> Optional.of(joined.group().subject());
      case GroupNews.Updated updated -> updated.change().subject();
      case GroupNews.Participants participants -> Optional.empty();
      case GroupNews.Left left -> Optional.empty();
    };
  }
}
