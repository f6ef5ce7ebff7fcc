package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;
import static java.util.stream.Collectors.groupingBy;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Outbox;
import io.crier.application.events.Published;
import io.crier.application.webhooks.Deliveries;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.MessageId;
import java.util.List;

/** Shows what happened to a message, and which webhooks were told. */
public final class ShowMessageEvents {

  /** More than a message has, unless a large group votes in a poll. */
  private static final int LIMIT = 200;

  private final Messages messages;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final UnitOfWork unitOfWork;

  public ShowMessageEvents(
      Messages messages, Outbox outbox, Deliveries deliveries, UnitOfWork unitOfWork) {
    this.messages = messages;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.unitOfWork = unitOfWork;
  }

  /**
   * An event about the message.
   *
   * @param deliveries to webhooks; none for an actor that may not see the account's webhooks
   */
  public record MessageEventShown(Published event, List<Deliveries.Logged> deliveries) {}

  /** The first 200 events about the message that are still kept, in order. */
  public List<MessageEventShown> show(Actor actor, MessageId id) {
    actor.require(Role.READ);
    var account = actor.accountId();
    return unitOfWork.execute(
        () -> {
          var message =
              messages.find(account, id).orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
          actor.requireUseOf(message.session());
          var events = outbox.about(account, id, LIMIT);
          var told =
              actor.isBound()
                  ? List.<Deliveries.Logged>of()
                  : deliveries.of(account, events.stream().map(Published::id).toList());
          var byEvent = told.stream().collect(groupingBy(it -> it.delivery().event()));
          return events.stream()
              .map(it -> new MessageEventShown(it, byEvent.getOrDefault(it.id(), List.of())))
              .toList();
        });
  }
}
