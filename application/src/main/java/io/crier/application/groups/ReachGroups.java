package io.crier.application.groups;

import static io.crier.domain.groups.GroupProblem.GROUPS_UNSUPPORTED;
import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.groups.GroupProblem;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionProblem;
import java.util.function.Function;

/** Asks WhatsApp about the groups of a session, if its engine has any and it is connected. */
final class ReachGroups {

  private final UseConnection useConnection;

  ReachGroups(FindSessions findSessions, RunSessions runSessions) {
    useConnection = new UseConnection(findSessions, runSessions);
  }

  /** What WhatsApp answers. For a test actor it is the simulator that answers. */
  <T> T ask(Actor actor, SessionId id, Function<Groups, Answer<T>> question) {
    return value(question.apply(groups(actor, id)));
  }

  /** Refuses what the session cannot do at present. */
  Groups groups(Actor actor, SessionId id) {
    return useConnection.require(
        actor, id, Ability.GROUPS, Engine.Connection::groups, GROUPS_UNSUPPORTED);
  }

  private static <T> T value(Answer<T> answer) {
    return switch (answer) {
      case Answer.Done<T> done -> done.value();
      case Answer.Failed<T> failed ->
          throw new Refused(
              switch (failed.why()) {
                case GROUP_NOT_FOUND -> GroupProblem.GROUP_NOT_FOUND;
                case NOT_IN_GROUP -> GroupProblem.NOT_IN_GROUP;
                case NOT_ADMIN -> GroupProblem.NOT_GROUP_ADMIN;
                case INVITE_EXPIRED -> GroupProblem.INVITE_EXPIRED;
                case RATE_LIMITED -> SessionProblem.RATE_LIMITED_BY_WHATSAPP;
                case NOT_CONNECTED -> NOT_CONNECTED;
                case NO_ANSWER -> GroupProblem.WHATSAPP_SILENT;
                case REFUSED -> GroupProblem.GROUP_REFUSED;
              });
    };
  }
}
