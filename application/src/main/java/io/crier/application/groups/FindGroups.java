package io.crier.application.groups;

import io.crier.application.Actor;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import java.util.Comparator;
import java.util.List;

/** Shows the groups that a session's account is in, as WhatsApp has them now. */
public final class FindGroups {

  private final ReachGroups reachGroups;

  public FindGroups(FindSessions findSessions, RunSessions runSessions) {
    reachGroups = new ReachGroups(findSessions, runSessions);
  }

  /** In the order of their subjects. */
  public List<Group> list(Actor actor, SessionId session) {
    return reachGroups.ask(actor, session, Groups::list).stream()
        .sorted(Comparator.comparing(Group::subject).thenComparing(group -> group.id().text()))
        .toList();
  }

  public Group find(Actor actor, SessionId session, Recipient.Group group) {
    return reachGroups.ask(actor, session, groups -> groups.find(group));
  }

  /** The link lets everybody in who has it, so that reading is not enough to see it. */
  public GroupInvite invite(Actor actor, SessionId session, Recipient.Group group) {
    actor.require(Role.SEND);
    return reachGroups.ask(actor, session, groups -> groups.invite(group));
  }
}
