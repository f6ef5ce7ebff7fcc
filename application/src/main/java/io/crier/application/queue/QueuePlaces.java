package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.FindMessages;
import io.crier.application.messages.Messages;
import io.crier.application.messages.Place;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The places of queued messages, and what holds them back, in the sessions of this node. */
public final class QueuePlaces implements FindMessages.Queues {

  private final Lanes lanes;
  private final Messages messages;
  private final Contacts contacts;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;

  public QueuePlaces(
      Lanes lanes,
      Messages messages,
      Contacts contacts,
      UnitOfWork unitOfWork,
      Clockwork clockwork) {
    this.lanes = lanes;
    this.messages = messages;
    this.contacts = contacts;
    this.unitOfWork = unitOfWork;
    this.clockwork = clockwork;
  }

  /** The place of a message that is about to be accepted behind this many others. */
  public Place placeOfNew(Message message, int behind) {
    if (message.status() == MessageStatus.SCHEDULED) {
      return Place.scheduled(message.handling().sendAt().orElseGet(clockwork::now));
    }
    return place(message, lanes.of(message.session()).map(Lane::queued).orElse(0) + behind);
  }

  @Override
  public Place place(Message message) {
    return place(message, messages.ahead(message, clockwork.now()));
  }

  @Override
  public Place place(Message message, int ahead) {
    var now = clockwork.now();
    var lane = lanes.of(message.session());
    var retries = retries(List.of(message), now);
    var held = Optional.ofNullable(holds(List.of(message), retries, now).get(message.id()));
    if (lane.isEmpty() || held.filter(hold -> hold.until().isEmpty()).isPresent()) {
      // Another node runs the session, or somebody has to do something about it.
      return new Place(ahead, Optional.empty(), held);
    }
    var retry = Optional.ofNullable(retries.get(message.id()));
    var estimate = lane.get().estimate(message, ahead, held, retry, now);
    return new Place(ahead, Optional.of(estimate), held);
  }

  @Override
  public Map<MessageId, Hold> holds(List<Message> queued) {
    var now = clockwork.now();
    return holds(queued, retries(queued, now), now);
  }

  /** Until when those wait for a retry, of sessions in which a message does. */
  private Map<MessageId, Instant> retries(List<Message> queued, Instant now) {
    var ids =
        queued.stream()
            .filter(it -> lanes.of(it.session()).flatMap(Lane::nextRetry).isPresent())
            .map(Message::id)
            .toList();
    return ids.isEmpty() ? Map.of() : messages.retries(ids, now);
  }

  private Map<MessageId, Hold> holds(
      List<Message> queued, Map<MessageId, Instant> retries, Instant now) {
    var maybeNew = queued.stream().filter(message -> holdsNewContacts(message, now)).toList();
    var known = contacts.find(maybeNew.stream().map(Contacts.Key::of).toList());
    var holds = new HashMap<MessageId, Hold>();
    for (var message : queued) {
      var contact = Optional.ofNullable(known.get(Contacts.Key.of(message)));
      lanes
          .of(message.session())
          .flatMap(
              lane ->
                  lane.hold(
                      message,
                      message.reachesOut(contact),
                      Optional.ofNullable(retries.get(message.id())),
                      now))
          .ifPresent(hold -> holds.put(message.id(), hold));
    }
    return holds;
  }

  private boolean holdsNewContacts(Message message, Instant now) {
    return lanes.of(message.session()).filter(lane -> !lane.mayReachOut(now)).isPresent();
  }

  /** How many messages wait in queues whose next message is held back for this reason. */
  public int held(HoldReason reason) {
    var heads = lanes.all().flatMap(lane -> lane.head().stream()).toList();
    var retried = reason == HoldReason.RETRY ? waitingForRetry() : 0;
    if (heads.isEmpty()) {
      return retried;
    }
    var holds = unitOfWork.execute(() -> holds(heads));
    return retried
        + heads.stream()
            .filter(head -> holds.containsKey(head.id()) && holds.get(head.id()).reason() == reason)
            .flatMap(head -> lanes.of(head.session()).stream())
            .mapToInt(Lane::queued)
            .sum();
  }

  /** How many messages wait in queues of which nothing can be sent before a retry. */
  private int waitingForRetry() {
    var now = clockwork.now();
    return lanes
        .all()
        .filter(lane -> lane.head().isEmpty())
        .filter(lane -> lane.nextRetry().filter(now::isBefore).isPresent())
        .mapToInt(Lane::queued)
        .sum();
  }
}
