package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.messages.Recipient;
import java.util.List;

/**
 * The people whom one session's account has blocked. Every call asks WhatsApp, and returns within a
 * bounded time.
 */
public interface Blocks {

  Answer<List<Recipient>> list();

  /** Blocks or unblocks somebody; returns them. */
  Answer<Recipient> change(Recipient person, boolean blocked);
}
