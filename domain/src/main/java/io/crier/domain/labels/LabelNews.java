package io.crier.domain.labels;

import io.crier.domain.messages.Recipient;

/** What WhatsApp tells about the labels of an account. */
public sealed interface LabelNews {

  /** A label was made or changed. */
  record Updated(Label label) implements LabelNews {}

  record Deleted(LabelId label) implements LabelNews {}

  /** A label was assigned to a chat, or removed from it. */
  record Assigned(LabelId label, Recipient chat, boolean assigned) implements LabelNews {}
}
