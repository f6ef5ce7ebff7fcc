package io.crier.application.queue;

import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.messages.Contacts;
import io.crier.application.messages.Messages;
import io.crier.application.sessions.Node;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Claims the next message of each due lane, which puts it in flight. */
public final class ClaimMessages {

  private final Messages messages;
  private final Contacts contacts;
  private final Events events;
  private final UnitOfWork unitOfWork;

  public ClaimMessages(Messages messages, Contacts contacts, Events events, UnitOfWork unitOfWork) {
    this.messages = messages;
    this.contacts = contacts;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  /** A message to send, and its recipient if known. */
  record Choice(Lane lane, Message message, Optional<Contact> contact) {
    /** Whether it goes to a new contact. */
    boolean reachesOut() {
      return message.reachesOut(contact);
    }

    Messages.Claim claim() {
      return new Messages.Claim(message.id(), message.session(), lane.epoch, lane.nextTurn());
    }
  }

  /**
   * The result of a claim.
   *
   * @param parked lanes whose messages are all to new contacts or wait for a retry, and until when
   * @param missed lanes with a wrong count of their queue
   */
  record Claimed(List<Choice> sending, Map<Lane, Instant> parked, Map<Lane, Queue> missed) {}

  /**
   * The stored queue of a session.
   *
   * @param added the number of messages added to the lane before the queue was counted
   * @param inFlight a message in flight that the lane does not know about, since the unit of work
   *     that claimed it committed and then failed
   */
  record Queue(int waiting, long added, Optional<Message> inFlight) {}

  Claimed claim(Node node, List<Lane> due, Instant now) {
    return unitOfWork.execute(() -> claimDue(node, due, now));
  }

  private Claimed claimDue(Node node, List<Lane> due, Instant now) {
    fillUp(due, now);
    var parked = new HashMap<Lane, Instant>();
    var choices = choose(due, parked, now);
    // Not the chosen ones: their queues may be counted anew meanwhile, which empties their heads.
    var others = new LinkedHashSet<>(due);
    choices.forEach(choice -> others.remove(choice.lane()));
    others.stream()
        .filter(lane -> lane.head().isEmpty())
        .forEach(lane -> lane.nextRetry().ifPresent(retry -> parked.put(lane, retry)));
    var claimed =
        messages.claim(node, choices.stream().map(Choice::claim).toList(), now).stream()
            .collect(Collectors.toMap(Message::id, Function.identity()));
    if (!claimed.isEmpty()) {
      events.publish(
          claimed.values().stream().flatMap(it -> it.statusChanged(now).stream()).toList());
    }
    var sending = new ArrayList<Choice>();
    var missed = new HashSet<Lane>();
    others.stream()
        .filter(lane -> lane.head().isEmpty() && !parked.containsKey(lane))
        .forEach(missed::add);
    parked.keySet().stream().filter(Lane::isUnsure).forEach(missed::add);
    parked.keySet().removeAll(missed);
    for (var choice : choices) {
      var message = claimed.get(choice.message().id());
      if (message == null) {
        missed.add(choice.lane());
      } else {
        sending.add(new Choice(choice.lane(), message, choice.contact()));
      }
    }
    return new Claimed(sending, parked, count(missed));
  }

  private Map<Lane, Queue> count(Set<Lane> missed) {
    if (missed.isEmpty()) {
      return Map.of();
    }
    var added = missed.stream().collect(Collectors.toMap(Function.identity(), Lane::added));
    var ids = missed.stream().map(lane -> lane.session().id()).toList();
    var queued = messages.queued(ids);
    var inFlight =
        messages.inFlight(ids).stream()
            .collect(Collectors.toMap(Message::session, Function.identity()));
    return missed.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                lane -> {
                  var id = lane.session().id();
                  return new Queue(
                      queued.getOrDefault(id, 0),
                      added.get(lane),
                      Optional.ofNullable(inFlight.get(id)));
                }));
  }

  private void fillUp(List<Lane> due, Instant now) {
    var empty = due.stream().filter(lane -> lane.needsHeads(now)).toList();
    if (empty.isEmpty()) {
      return;
    }
    var added = empty.stream().collect(Collectors.toMap(Function.identity(), Lane::added));
    var ids = empty.stream().map(lane -> lane.session().id()).toList();
    var ready =
        messages.ready(ids, Set.of(), LaneHeads.BUFFERED, now).stream()
            .collect(Collectors.groupingBy(Message::session));
    var retries = messages.nextRetries(ids, now);
    empty.forEach(
        lane -> {
          var id = lane.session().id();
          lane.fill(
              ready.getOrDefault(id, List.of()),
              Optional.ofNullable(retries.get(id)),
              added.get(lane));
        });
  }

  /** The first message of each lane that may be sent now, within its budget for new contacts. */
  private List<Choice> choose(List<Lane> due, Map<Lane, Instant> parked, Instant now) {
    var heads = new HashMap<Lane, Message>();
    due.forEach(
        lane ->
            lane.head()
                .filter(message -> lane.mayStart(message, now))
                .ifPresent(message -> heads.put(lane, message)));
    var known = contacts.find(heads.values().stream().map(Contacts.Key::of).toList());
    var choices = new ArrayList<Choice>();
    var held = new ArrayList<Lane>();
    heads.forEach(
        (lane, message) -> {
          var choice =
              new Choice(lane, message, Optional.ofNullable(known.get(Contacts.Key.of(message))));
          if (choice.reachesOut() && !lane.mayReachOut(now)) {
            held.add(lane);
          } else {
            choices.add(choice);
          }
        });
    choices.addAll(chooseKnown(held, parked, now));
    return choices;
  }

  /** The first message to a known contact, of each lane that may not write to new contacts now. */
  private List<Choice> chooseKnown(List<Lane> held, Map<Lane, Instant> parked, Instant now) {
    if (held.isEmpty()) {
      return List.of();
    }
    var ids = held.stream().map(lane -> lane.session().id()).toList();
    var heads =
        messages.ready(ids, Set.copyOf(ids), 1, now).stream()
            .collect(Collectors.toMap(Message::session, Function.identity()));
    var known = contacts.find(heads.values().stream().map(Contacts.Key::of).toList());
    var choices = new ArrayList<Choice>();
    for (var lane : held) {
      var message = heads.get(lane.session().id());
      if (message == null) {
        parked.put(lane, nextReachOut(lane, now));
      } else if (!lane.mayStart(message, now)) {
        parked.put(lane, lane.due(message, now));
      } else {
        choices.add(
            new Choice(lane, message, Optional.ofNullable(known.get(Contacts.Key.of(message)))));
      }
    }
    return choices;
  }

  private static Instant nextReachOut(Lane lane, Instant now) {
    return lane.restrictedUntil(now).orElseGet(() -> DailySends.endOfDay(now));
  }
}
