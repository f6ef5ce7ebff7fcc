package io.crier.application.sessions;

import io.crier.domain.calls.CallId;

/** The calls that ring at one session. Every call of it asks WhatsApp, within a bounded time. */
public interface Calls {

  /** Rejects a call that this connection has reported, while it rings. */
  Answer reject(CallId id);

  /** What WhatsApp answers. */
  enum Answer {
    DONE,
    /** The call has ended, was reported by an earlier connection, or does not exist. */
    NOT_RINGING,
    NOT_CONNECTED,
    RATE_LIMITED,
    /** Nothing was answered: the call may have been rejected. */
    NO_ANSWER,
    REFUSED
  }
}
