package io.crier.application.groups;

import static io.crier.domain.groups.GroupProblem.INVALID_GROUP;
import static io.crier.domain.groups.GroupProblem.INVALID_PARTICIPANTS;

import io.crier.application.Actor;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.groups.ParticipantResult;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Creates, changes, joins and leaves groups. These are no messages: they are not queued, but done
 * at once or not at all, and not faster than WhatsApp tolerates.
 */
public final class ChangeGroup {

  private final ReachGroups reachGroups;
  private final ChangeRate rate;

  public ChangeGroup(FindSessions findSessions, RunSessions runSessions, InstantSource clock) {
    reachGroups = new ReachGroups(findSessions, runSessions);
    rate = new ChangeRate(clock);
  }

  public Groups.Creation create(
      Actor actor, SessionId session, String subject, List<Recipient> participants) {
    Group.SUBJECT.require("subject", subject, INVALID_GROUP);
    requireParticipants(participants);
    return change(actor, session, groups -> groups.create(subject, participants));
  }

  public Group change(Actor actor, SessionId session, Recipient.Group group, GroupChange change) {
    return change(actor, session, groups -> groups.change(group, change));
  }

  public List<ParticipantResult> changeParticipants(
      Actor actor,
      SessionId session,
      Recipient.Group group,
      ParticipantAction action,
      List<Recipient> participants) {
    requireParticipants(participants);
    return change(actor, session, groups -> groups.changeParticipants(group, action, participants));
  }

  public GroupInvite revokeInvite(Actor actor, SessionId session, Recipient.Group group) {
    return change(actor, session, groups -> groups.revokeInvite(group));
  }

  public Recipient.Group join(Actor actor, SessionId session, GroupInvite invite) {
    return change(actor, session, groups -> groups.join(invite));
  }

  public void leave(Actor actor, SessionId session, Recipient.Group group) {
    change(actor, session, groups -> groups.leave(group));
  }

  private <T> T change(Actor actor, SessionId session, Function<Groups, Answer<T>> change) {
    actor.require(Role.SEND);
    reachGroups.groups(actor, session);
    rate.require(session);
    return reachGroups.ask(actor, session, change);
  }

  private static void requireParticipants(List<Recipient> participants) {
    if (participants.isEmpty()
        || participants.size() > Group.MOST_PARTICIPANTS
        || new HashSet<>(participants).size() < participants.size()
        || participants.stream().anyMatch(Recipient.Group.class::isInstance)) {
      throw new Refused(INVALID_PARTICIPANTS);
    }
  }
}
