package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.NOT_CONNECTED;

import io.crier.application.Actor;
import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.domain.channels.ChannelProblem;
import io.crier.domain.groups.GroupProblem;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionProblem;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Finds the part of a session's connection that an actor needs, if its engine has it. */
public final class UseConnection {

  private final FindSessions findSessions;
  private final RunSessions runSessions;

  public UseConnection(FindSessions findSessions, RunSessions runSessions) {
    this.findSessions = findSessions;
    this.runSessions = runSessions;
  }

  /**
   * Refuses what the session cannot do at present. For a test actor it is the simulator that
   * answers.
   */
  public <T> T require(
      Actor actor,
      SessionId id,
      Ability ability,
      Function<Engine.Connection, Optional<T>> part,
      Problem unsupported) {
    var session = findSessions.find(actor, id);
    var engine = runSessions.engine(actor.test() ? EngineName.SIMULATOR : session.engine().name());
    if (!engine.abilities().contains(ability)) {
      throw new Refused(
          unsupported,
          "engine %s has no %s; it can: %s"
              .formatted(
                  engine.name().value(),
                  ability.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                  Ability.names(engine.abilities())));
    }
    runSessions.requireHere(id);
    var connection = actor.test() ? runSessions.testConnection(id) : runSessions.connection(id);
    return part.apply(connection.orElseThrow(() -> new Refused(NOT_CONNECTED)))
        .orElseThrow(() -> new Refused(unsupported));
  }

  /** What WhatsApp answers, or the refusal that its failure means. */
  public static <T> T value(Answer<T> answer, Problem refused) {
    return switch (answer) {
      case Answer.Done<T> done -> done.value();
      case Answer.Failed<T> failed ->
          throw new Refused(
              switch (failed.why()) {
                case GROUP_NOT_FOUND -> GroupProblem.GROUP_NOT_FOUND;
                case NOT_IN_GROUP -> GroupProblem.NOT_IN_GROUP;
                case NOT_ADMIN -> GroupProblem.NOT_GROUP_ADMIN;
                case INVITE_EXPIRED -> GroupProblem.INVITE_EXPIRED;
                case CHANNEL_NOT_FOUND -> ChannelProblem.CHANNEL_NOT_FOUND;
                case RATE_LIMITED -> SessionProblem.RATE_LIMITED_BY_WHATSAPP;
                case NOT_CONNECTED -> NOT_CONNECTED;
                case NO_ANSWER -> GroupProblem.WHATSAPP_SILENT;
                case REFUSED -> refused;
              });
    };
  }
}
