package io.crier.domain.groups;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.EventOfChat;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that happened to a group of a session. */
public sealed interface GroupEvent extends EventOfChat {

  @Override
  default Recipient chat() {
    return switch (this) {
      case Joined joined -> joined.group().id();
      case Left left -> left.group();
      case Updated updated -> updated.group();
      case ParticipantsChanged changed -> changed.group();
    };
  }

  /** The event that tells these news. */
  static GroupEvent of(Session session, GroupNews news, Instant at) {
    var account = session.account();
    var id = session.id();
    return switch (news) {
      case GroupNews.Joined joined -> new Joined(account, id, joined.group(), at);
      case GroupNews.Left left -> new Left(account, id, left.id(), at);
      case GroupNews.Updated updated ->
          new Updated(account, id, updated.id(), updated.change(), updated.by(), at);
      case GroupNews.Participants changed ->
          new ParticipantsChanged(
              account,
              id,
              changed.id(),
              changed.action(),
              changed.participants(),
              changed.by(),
              at);
    };
  }

  /** The session's account is now in the group. */
  record Joined(AccountId account, SessionId session, Group group, Instant at)
      implements GroupEvent {
    @Override
    public EventType type() {
      return EventType.GROUP_JOINED;
    }
  }

  /** The session's account is not in the group any more. */
  record Left(AccountId account, SessionId session, Recipient group, Instant at)
      implements GroupEvent {
    @Override
    public EventType type() {
      return EventType.GROUP_LEFT;
    }
  }

  /** The group's subject, description or settings changed. */
  record Updated(
      AccountId account,
      SessionId session,
      Recipient group,
      GroupChange change,
      Optional<Recipient> by,
      Instant at)
      implements GroupEvent {
    @Override
    public EventType type() {
      return EventType.GROUP_UPDATED;
    }
  }

  /** Others joined or left the group, or became admins or members. */
  record ParticipantsChanged(
      AccountId account,
      SessionId session,
      Recipient group,
      ParticipantAction action,
      List<Recipient> participants,
      Optional<Recipient> by,
      Instant at)
      implements GroupEvent {
    @Override
    public EventType type() {
      return EventType.GROUP_PARTICIPANTS;
    }
  }
}
