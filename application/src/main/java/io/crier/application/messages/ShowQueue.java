package io.crier.application.messages;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.FindMessages.Found;
import io.crier.application.messages.FindMessages.Queues;
import io.crier.application.sessions.FindSessions;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Message;
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
import java.util.stream.Collectors;

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
   * among all that wait; behind them those that wait for a retry.
   */
  public List<Found> next(Actor actor, SessionId session, int limit) {
    requireUseOf(actor, session);
    var only = Set.of(session);
    return unitOfWork.execute(
        () -> {
          var next = new ArrayList<Found>();
          messages.inFlight(only).forEach(it -> next.add(new Found(it, Optional.empty())));
          var inFlight = next.size();
          var ready = messages.ready(only, Set.of(), limit, clock.instant());
          for (var waiting : ready) {
            next.add(new Found(waiting, Optional.of(queues.place(waiting, next.size()))));
          }
          var ids = ready.stream().map(Message::id).collect(Collectors.toSet());
          var ahead = new ArrayList<Message>();
          for (var first : messages.heads(only, Set.of(), limit)) {
            if (!ids.contains(first.id())) {
              // It waits for a retry, or behind one to the same recipient.
              var turn =
                  ahead.stream()
                      .filter(it -> ids.contains(it.id()) || it.peer().equals(first.peer()))
                      .count();
              next.add(new Found(first, Optional.of(queues.place(first, inFlight + (int) turn))));
            }
            ahead.add(first);
          }
          return next.stream().filter(it -> !it.message().priority().isOwn()).limit(limit).toList();
        });
  }

  private void requireUseOf(Actor actor, SessionId session) {
    actor.require(Role.READ);
    findSessions.find(actor, session);
  }
}
