package io.crier.application.sessions;

import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.util.Set;

/** What the holder of a session does with labels on the phone. */
public interface LabelSide {

  /** Makes or changes a label. */
  void save(SessionId session, Label label);

  void delete(SessionId session, LabelId label);

  /** Assigns a label to a chat, or removes it. */
  void assign(SessionId session, LabelId label, Recipient chat, boolean assigned);

  /** The labels that the phone shows at a chat. */
  Set<LabelId> of(SessionId session, Recipient chat);
}
