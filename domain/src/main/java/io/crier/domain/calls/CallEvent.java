package io.crier.domain.calls;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.events.EventType;
import io.crier.domain.messages.EventOfChat;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;

/** Something that happened to a call. */
public sealed interface CallEvent extends EventOfChat {

  /** Somebody calls the session. */
  record Incoming(AccountId account, SessionId session, Call call, Instant at)
      implements CallEvent {

    @Override
    public EventType type() {
      return EventType.CALL_INCOMING;
    }

    @Override
    public Recipient chat() {
      return call.group().<Recipient>map(group -> group).orElse(call.from());
    }
  }
}
