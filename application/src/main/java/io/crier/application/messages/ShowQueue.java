package io.crier.application.messages;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.FindMessages.Found;
import io.crier.application.messages.FindMessages.Queues;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.sessions.SessionId;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shows what a session has still to send, and how much it has sent. */
public final class ShowQueue {

  private final Messages messages;
  private final FindSessions findSessions;
  private final Queues queues;
  private final UnitOfWork unitOfWork;
  private final InstantSource clock;

  public ShowQueue(
      Messages messages,
      FindSessions findSessions,
      Queues queues,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    this.messages = messages;
    this.findSessions = findSessions;
    this.queues = queues;
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

  /**
   * The account's messages that the session sends next, the first one first, each with its place
   * among all that wait.
   */
  public List<Found> next(Actor actor, SessionId session, int limit) {
    requireUseOf(actor, session);
    var only = Set.of(session);
    return unitOfWork.execute(
        () -> {
          var next = new ArrayList<Found>();
          messages.inFlight(only).forEach(it -> next.add(new Found(it, Optional.empty())));
          for (var waiting : messages.heads(only, Set.of(), limit)) {
            next.add(new Found(waiting, Optional.of(queues.place(waiting, next.size()))));
          }
          return next.stream().filter(it -> !it.message().priority().isOwn()).limit(limit).toList();
        });
  }

  private void requireUseOf(Actor actor, SessionId session) {
    actor.require(Role.READ);
    findSessions.find(actor, session);
  }
}
