package io.crier.domain.groups;

import io.crier.domain.messages.Recipient;
import java.util.List;
import java.util.Optional;

/** Something that happened to a group of a session. */
public sealed interface GroupNews {

  Recipient.Group id();

  /** The session's account is now in the group. */
  record Joined(Group group) implements GroupNews {
    @Override
    public Recipient.Group id() {
      return group.id();
    }
  }

  /** The session's account is not in the group any more. */
  record Left(Recipient.Group id) implements GroupNews {}

  /**
   * Its subject, description or settings changed.
   *
   * @param by who changed them, if known
   */
  record Updated(Recipient.Group id, GroupChange change, Optional<Recipient> by)
      implements GroupNews {}

  /**
   * Others joined or left it, or became admins or members.
   *
   * @param by who did it, if known
   */
  record Participants(
      Recipient.Group id,
      ParticipantAction action,
      List<Recipient> participants,
      Optional<Recipient> by)
      implements GroupNews {
    public Participants {
      participants = List.copyOf(participants);
    }
  }
}
