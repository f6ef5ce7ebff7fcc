package io.crier.whatsapp.web;

import io.crier.domain.sessions.SessionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often in a row WhatsApp rejected the keys of a session. */
final class KeyFailures {

  private static final int LIMIT = 5;

  private final Map<SessionId, Integer> failures = new ConcurrentHashMap<>();

  /** Counts another failure; returns true once the keys must be replaced. */
  boolean add(SessionId session) {
    return failures.merge(session, 1, Integer::sum) >= LIMIT;
  }

  void reset(SessionId session) {
    failures.remove(session);
  }
}
