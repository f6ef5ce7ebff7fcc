package io.crier.application.sending;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_SEND_AT;
import static io.crier.domain.messages.MessageProblem.TYPE_UNSUPPORTED;
import static io.crier.domain.messages.MessageProblem.UNPACED_NOT_ALLOWED;
import static io.crier.domain.sessions.SessionProblem.SESSION_DISABLED;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.FindSessions;
import io.crier.application.sessions.RunSessions;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.SendRules;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.TreeSet;

/** Refuses requests to send that the session, its engine or its settings do not allow. */
public final class ValidateRequest {

  private static final Duration LONGEST_AHEAD = Duration.ofDays(365);

  private final FindSessions findSessions;
  private final RunSessions runSessions;

  public ValidateRequest(FindSessions findSessions, RunSessions runSessions) {
    this.findSessions = findSessions;
    this.runSessions = runSessions;
  }

  /** The session to send through, what is sent, and how that is handled. */
  record Valid(Session session, Content content, Handling handling) {}

  Valid validate(AcceptMessages.Request request, Instant now) {
    var session = sessionOf(request.actor(), request.session());
    var handling = request.handling();
    if (session.connectivity().disabled()) {
      throw new Refused(SESSION_DISABLED);
    }
    if (request.content().context().mentionsAll() && !(request.to() instanceof Recipient.Group)) {
      throw new Refused(INVALID_CONTENT, "mentionAll: only messages to groups can have it");
    }
    if (request.content() instanceof Change && !request.to().isConversation()) {
      throw new Refused(INVALID_CONTENT, "a story or a post is neither edited nor deleted");
    }
    if (request.content().context().audience().isEmpty()
        == request.to() instanceof Recipient.Stories) {
      throw new Refused(INVALID_CONTENT, "audience: who sees a story to " + Recipient.STORIES);
    }
    if (request.to() instanceof Recipient.Channel) {
      SendRules.requirePost(request.content());
    }
    var content = sendable(request.content(), request.to(), engineOf(handling, session));
    if (handling.sendAt().filter(at -> at.isAfter(now.plus(LONGEST_AHEAD))).isPresent()) {
      throw new Refused(INVALID_SEND_AT);
    }
    if (!request.unpaced()) {
      return new Valid(session, content, handling);
    }
    if (!session.pacing().allowUnpaced()) {
      throw new Refused(UNPACED_NOT_ALLOWED);
    }
    return new Valid(
        session,
        content,
        new Handling(Priority.UNPACED, handling.test(), handling.sendAt(), handling.metadata()));
  }

  /** The session, if the actor may send with it. */
  Session sessionOf(Actor actor, SessionId id) {
    actor.require(Role.SEND);
    var known = runSessions.known(id);
    if (known.isEmpty()) {
      return findSessions.find(actor, id);
    }
    if (!known.get().account().equals(actor.accountId())) {
      throw new Refused(SESSION_NOT_FOUND);
    }
    actor.requireUseOf(id);
    return known.get();
  }

  private Engine engineOf(Handling handling, Session session) {
    return runSessions.engine(handling.test() ? EngineName.SIMULATOR : session.engine().name());
  }

  /** The content as the engine can send it: a menu, if its sender allows that, as a text. */
  private static Content sendable(Content content, Recipient to, Engine engine) {
    if (content instanceof Menu menu
        && menu.orText()
        && !engine.abilities().containsAll(Ability.toSend(menu))) {
      var text = menu.asText();
      requireAbility(text, to, engine);
      return text;
    }
    requireAbility(content, to, engine);
    return content;
  }

  private static void requireAbility(Content content, Recipient to, Engine engine) {
    var missing = EnumSet.copyOf(Ability.toSend(content, to));
    missing.removeAll(engine.abilities());
    if (!missing.isEmpty()) {
      var can = new TreeSet<>(engine.abilities());
      can.retainAll(Ability.OF_MESSAGES);
      throw new Refused(
          TYPE_UNSUPPORTED,
          "engine %s cannot %s, but: %s"
              .formatted(engine.name().value(), Ability.names(missing), Ability.names(can)));
    }
  }
}
