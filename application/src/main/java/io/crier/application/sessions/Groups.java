package io.crier.application.sessions;

import io.crier.domain.groups.Group;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.groups.ParticipantResult;
import io.crier.domain.messages.Recipient;
import java.util.List;

/**
 * The groups of one session's account on WhatsApp. Every call asks WhatsApp, and returns within a
 * bounded time.
 */
public interface Groups {

  /** The groups that the account is in. */
  Answer<List<Group>> list();

  Answer<Group> find(Recipient.Group group);

  Answer<Creation> create(String subject, List<Recipient> participants);

  /** Changes what the change names, one after the other; returns the group after that. */
  Answer<Group> change(Recipient.Group group, GroupChange change);

  /** One result for each participant, in any order. */
  Answer<List<ParticipantResult>> changeParticipants(
      Recipient.Group group, ParticipantAction action, List<Recipient> participants);

  Answer<GroupInvite> invite(Recipient.Group group);

  /** Makes the invite invalid, and returns the one that replaces it. */
  Answer<GroupInvite> revokeInvite(Recipient.Group group);

  /** Returns the group that the invite belongs to. */
  Answer<Recipient.Group> join(GroupInvite invite);

  /** Returns the group that the account has left. */
  Answer<Recipient.Group> leave(Recipient.Group group);

  /**
   * A new group.
   *
   * @param results one for each participant who was named
   */
  record Creation(Group group, List<ParticipantResult> results) {
    public Creation {
      results = List.copyOf(results);
    }
  }

  /** What WhatsApp answers. */
  sealed interface Answer<T> {

    record Done<T>(T value) implements Answer<T> {}

    record Failed<T>(Failure why) implements Answer<T> {}

    static <T> Answer<T> failed(Failure why) {
      return new Failed<>(why);
    }
  }

  /** Why WhatsApp does not do what was asked. */
  enum Failure {
    GROUP_NOT_FOUND,
    NOT_IN_GROUP,
    NOT_ADMIN,
    INVITE_EXPIRED,
    CHANNEL_NOT_FOUND,
    RATE_LIMITED,
    NOT_CONNECTED,
    /** Nothing was answered: what was asked may have been done. */
    NO_ANSWER,
    REFUSED
  }
}
