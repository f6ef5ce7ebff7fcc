package io.crier.domain.groups;

import io.crier.domain.messages.Recipient;

/** What came of a change that concerns one participant of a group. */
public record ParticipantResult(Recipient participant, Outcome outcome) {

  /** The outcome for one participant. */
  public enum Outcome {
    DONE,
    NOT_ON_WHATSAPP,
    /** Their privacy settings let nobody add them: they can be sent the invite link. */
    INVITE_NEEDED,
    ALREADY_IN_GROUP,
    NOT_IN_GROUP,
    /** They left a short while ago, so that only they can come back. */
    RECENTLY_LEFT,
    REFUSED
  }
}
