package io.crier.application.groups;

import static io.crier.domain.groups.GroupProblem.GROUPS_UNSUPPORTED;
import static io.crier.domain.groups.GroupProblem.GROUP_REFUSED;

import io.crier.application.Actor;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.sessions.SessionId;
import java.util.function.Function;

/** Asks WhatsApp about the groups of a session, if its engine has any and it is connected. */
final class ReachGroups {

  private final UseConnection useConnection;

  ReachGroups(FindSessions findSessions, RunSessions runSessions) {
    useConnection = new UseConnection(findSessions, runSessions);
  }

  /** What WhatsApp answers. For a test actor it is the simulator that answers. */
  <T> T ask(Actor actor, SessionId id, Function<Groups, Answer<T>> question) {
    return UseConnection.value(question.apply(groups(actor, id)), GROUP_REFUSED);
  }

  /** Refuses what the session cannot do at present. */
  Groups groups(Actor actor, SessionId id) {
    return useConnection.require(
        actor, id, Ability.GROUPS, Engine.Connection::groups, GROUPS_UNSUPPORTED);
  }
}
