package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.FindMessages;
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
  private final Contacts contacts;
  private final UnitOfWork unitOfWork;
  private final Clockwork clockwork;

  public QueuePlaces(Lanes lanes, Contacts contacts, UnitOfWork unitOfWork, Clockwork clockwork) {
    this.lanes = lanes;
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
  public Place place(Message message, int ahead) {
    var lane = lanes.of(message.session());
    var held = Optional.ofNullable(holds(List.of(message)).get(message.id()));
    if (lane.isEmpty() || held.filter(hold -> hold.until().isEmpty()).isPresent()) {
      // Another node runs the session, or somebody has to do something about it.
      return new Place(ahead, Optional.empty(), held);
    }
    var until = held.flatMap(Hold::until);
    var estimate = lane.get().estimate(message, ahead, until, clockwork.now());
    return new Place(ahead, Optional.of(estimate), held);
  }

  @Override
  public Map<MessageId, Hold> holds(List<Message> queued) {
    var now = clockwork.now();
    var maybeNew = queued.stream().filter(message -> holdsNewContacts(message, now)).toList();
    var known = contacts.find(maybeNew.stream().map(Contacts.Key::of).toList());
    var holds = new HashMap<MessageId, Hold>();
    for (var message : queued) {
      var contact = Optional.ofNullable(known.get(Contacts.Key.of(message)));
      lanes
          .of(message.session())
          .flatMap(lane -> lane.hold(message, message.reachesOut(contact), now))
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
    if (heads.isEmpty()) {
      return 0;
    }
    var holds = unitOfWork.execute(() -> holds(heads));
    return heads.stream()
        .filter(head -> holds.containsKey(head.id()) && holds.get(head.id()).reason() == reason)
        .flatMap(head -> lanes.of(head.session()).stream())
        .mapToInt(Lane::queued)
        .sum();
  }
}
