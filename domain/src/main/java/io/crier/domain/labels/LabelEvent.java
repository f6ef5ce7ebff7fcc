package io.crier.domain.labels;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.EventOfChat;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.EventOfSession;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;

/** Something that happened to the labels of a session. */
public sealed interface LabelEvent extends EventOfSession {

  /** A label was made or changed. */
  record Updated(AccountId account, SessionId session, Label label, Instant at)
      implements LabelEvent {
    @Override
    public EventType type() {
      return EventType.LABEL_UPDATED;
    }
  }

  /** A label was deleted, and is on no chat any more. */
  record Deleted(AccountId account, SessionId session, LabelId label, Instant at)
      implements LabelEvent {
    @Override
    public EventType type() {
      return EventType.LABEL_DELETED;
    }
  }

  /** A label was assigned to a chat. */
  record Assigned(AccountId account, SessionId session, LabelId label, Recipient chat, Instant at)
      implements LabelEvent, EventOfChat {
    @Override
    public EventType type() {
      return EventType.LABEL_ASSIGNED;
    }
  }

  /** A label was removed from a chat. */
  record Removed(AccountId account, SessionId session, LabelId label, Recipient chat, Instant at)
      implements LabelEvent, EventOfChat {
    @Override
    public EventType type() {
      return EventType.LABEL_REMOVED;
    }
  }
}
