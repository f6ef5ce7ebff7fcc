package io.crier.application.messages;

import io.crier.application.sessions.Node;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MissingFile;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of received messages that are not downloaded yet, with what their engines need for it.
 * They are forgotten with their message and with their session.
 */
public interface MissingFiles {

  void add(MissingFile file);

  /** Locks it. */
  Optional<MissingFile> find(MessageId message);

  /**
   * Claims due files of the sessions that this node owns, for each session the one that has waited
   * longest; none of the busy sessions. Nobody else claims them before {@code heldUntil}.
   */
  List<MissingFile> claim(
      Node node, Instant now, Instant heldUntil, Set<SessionId> busy, int limit);

  /** The files of the session for which there will be another attempt; locks them. */
  List<MissingFile> expected(SessionId session);

  /** Replaces it, and returns whether it was still there. */
  boolean replace(MissingFile file);

  /** Removes it, and returns whether it was still there. */
  boolean remove(MessageId message);
}
