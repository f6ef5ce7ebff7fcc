package io.crier.application.messages;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Shows what a session has still to send, and how much it has sent. */
public final class ShowQueue {

  private final Messages messages;
  private final FindSessions findSessions;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ShowQueue(
      Messages messages, FindSessions findSessions, UnitOfWork unitOfWork, InstantSource clock) {
    this.messages = messages;
    this.findSessions = findSessions;
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  /**
   * The progress of a session.
   *
   * @param pending messages that are queued or being sent, Crier's own too
   * @param sentToday messages attempted since the UTC day began, which the daily cap counts
   */
  public record Progress(int pending, int sentToday) {}

  public Progress progress(Actor actor, SessionId session) {
    requireUseOf(actor, session);
    var only = Set.of(session);
    var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    var dayStart = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    return unitOfWork.execute(
        () ->
            new Progress(
                messages.queued(only).getOrDefault(session, 0) + messages.inFlight(only).size(),
                messages
                    .trails(only, dayStart)
                    .getOrDefault(session, Messages.Trail.NONE)
                    .sentToday()));
  }

  /** How many of the account's messages to the session have each status. */
  public Map<MessageStatus, Integer> counts(Actor actor, SessionId session) {
    requireUseOf(actor, session);
    return unitOfWork.execute(() -> messages.counts(actor.accountId(), session));
  }

  /** The account's messages that the session sends next, the first one first. */
  public List<Message> next(Actor actor, SessionId session, int limit) {
    requireUseOf(actor, session);
    var only = Set.of(session);
    return unitOfWork.execute(
        () ->
            Stream.concat(
                    messages.inFlight(only).stream(),
                    messages.heads(only, Set.of(), limit).stream())
                .filter(message -> !message.priority().isOwn())
                .limit(limit)
                .toList());
  }

  private void requireUseOf(Actor actor, SessionId session) {
    actor.require(Role.READ);
    findSessions.find(actor, session);
  }
}
