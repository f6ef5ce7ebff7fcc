package io.crier.application.phones;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.crier.application.UnitOfWork;
import io.crier.application.queue.DeleteSession;
import io.crier.application.sending.QueueMessages;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Moves codes and alerts away from senders that can no longer send. */
public final class RerouteMessages implements DeleteSession.Listener {

  private static final int MOST = 200;

  private final AlertSenders senders;
  private final ChooseSender chooseSender;
  private final QueueMessages queueMessages;
  private final UnitOfWork unitOfWork;

  public RerouteMessages(
      AlertSenders senders,
      ChooseSender chooseSender,
      QueueMessages queueMessages,
      UnitOfWork unitOfWork) {
    this.senders = senders;
    this.chooseSender = chooseSender;
    this.queueMessages = queueMessages;
    this.unitOfWork = unitOfWork;
  }

  /**
   * Checks the operator's senders; messages for which there is no other sender stay where they are.
   */
  public void reroute() {
    var lost =
        unitOfWork.execute(
            () ->
                senders.list().stream()
                    .filter(not(Session::shouldConnect))
                    .map(Session::id)
                    .toList());
    for (var session : lost) {
      while (unitOfWork.execute(() -> reroute(session)) > 0) {
        // in small units of work, so that locks are short
      }
    }
  }

  @Override
  public void deleting(SessionId session) {
    while (reroute(session) > 0) {
      // until nothing more can be moved
    }
  }

  private int reroute(SessionId lost) {
    var waiting = queueMessages.waiting(lost, MOST);
    if (waiting.isEmpty()) {
      return 0;
    }
    var chosen =
        chooseSender.choose(
            waiting.stream()
                .collect(groupingBy(Message::account, mapping(RerouteMessages::phone, toList()))));
    var shares = new HashMap<SessionId, List<Message>>();
    for (var message : waiting) {
      var sender = chosen.get(message.account()).get(phone(message));
      if (sender != null && !sender.equals(lost)) {
        shares.computeIfAbsent(sender, it -> new ArrayList<>()).add(message);
      }
    }
    return shares.entrySet().stream()
        .mapToInt(share -> queueMessages.reassign(share.getValue(), share.getKey()))
        .sum();
  }

  private static PhoneNumber phone(Message message) {
    return ((Recipient.Phone) message.peer()).number();
  }
}
