package io.crier.application.simulation;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.messages.Messages;
import io.crier.application.sending.Acceptance;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The invariants of the architecture, checked once all queues have run empty. */
final class SimulationInvariants {

  private final World world;
  private final Account account;
  private final List<Session> sessions;
  private final List<Exchange> exchanges;

  SimulationInvariants(
      World world, Account account, List<Session> sessions, List<Exchange> exchanges) {
    this.world = world;
    this.account = account;
    this.sessions = sessions;
    this.exchanges = exchanges;
  }

  /**
   * @param explainedRepeats how many submissions may be repeated because of crashes and faults
   */
  void check(int explainedRepeats) {
    var all = all();
    var byId = all.stream().collect(Collectors.toMap(Message::id, it -> it));
    assertNothingIsMissing(byId);
    all.forEach(this::assertEnded);
    var submissions = submissions();
    all.forEach(message -> assertSubmissions(message, submissions));
    assertThat(submissions.values().stream().mapToInt(it -> it - 1).sum())
        .as("I7 repeats")
        .isLessThanOrEqualTo(explainedRepeats);
    sessions.forEach(this::assertPace);
    sessions.forEach(session -> assertOrder(session, all));
    all.forEach(this::assertEvents);
    assertOneMessagePerKey();
    assertExactQuota(all);
  }

  /** All outbound messages. */
  List<Message> all() {
    var everything =
        new Messages.Filter(
            Set.of(),
            Set.of(),
            Optional.of(Direction.OUTBOUND),
            Set.of(),
            Optional.empty(),
            Optional.empty());
    return world.database.execute(
        () -> world.messages.list(account.id(), everything, Optional.empty(), 1_000_000).items());
  }

  private void assertNothingIsMissing(Map<MessageId, Message> byId) {
    for (var it : exchanges) {
      it.accepted().ifPresent(message -> assertThat(byId).as("I1").containsKey(message.id()));
    }
  }

  static boolean isUnderWay(Message message) {
    return message.status().isWaiting() || message.status() == MessageStatus.SENDING;
  }

  private void assertEnded(Message message) {
    var status = message.status();
    assertThat(
            status.isSent() || status == MessageStatus.FAILED || status == MessageStatus.CANCELLED)
        .as("I1: %s", message)
        .isTrue();
  }

  private Map<WhatsAppId, Integer> submissions() {
    var count = new HashMap<WhatsAppId, Integer>();
    world.whatsApp.sent().forEach(it -> count.merge(it.id(), 1, Integer::sum));
    return count;
  }

  private void assertSubmissions(Message message, Map<WhatsAppId, Integer> submissions) {
    var times = submissions.getOrDefault(message.whatsAppId(), 0);
    var progress = message.progress();
    if (times > 1) {
      assertThat(progress.possibleDuplicate()).as("I7: %s", message).isTrue();
    }
    if (message.status().isSent()) {
      assertThat(times).as("sent: %s", message).isPositive();
    } else if (!progress.fault().equals(Optional.of(Fault.DELIVERY_UNKNOWN))
        && !progress.possibleDuplicate()) {
      assertThat(times).as("not sent: %s", message).isZero();
    }
  }

  private void assertPace(Session session) {
    var sent = world.whatsApp.sent(session.id());
    var row = 1;
    var days = new HashMap<Object, Set<WhatsAppId>>();
    for (int i = 0; i < sent.size(); i++) {
      days.computeIfAbsent(
              sent.get(i).at().atOffset(ZoneOffset.UTC).toLocalDate(), day -> new HashSet<>())
          .add(sent.get(i).id());
      if (i == 0) {
        continue;
      }
      var gap = Duration.between(sent.get(i - 1).at(), sent.get(i).at());
      assertThat(gap).as("I3").isGreaterThanOrEqualTo(session.pacing().gap().min());
      row = gap.compareTo(session.pacing().rest().orElseThrow().min()) < 0 ? row + 1 : 1;
      assertThat(row).as("I4").isLessThanOrEqualTo(20);
    }
    days.forEach(
        (day, ids) -> assertThat(ids).as("I5 %s", day).hasSizeLessThanOrEqualTo(Simulation.CAP));
  }

  /**
   * First in, first out to each recipient, except for messages that were scheduled. The same among
   * all recipients but those who are new, and those for whom a message has waited for its retry.
   */
  private void assertOrder(Session session, List<Message> all) {
    var last = new EnumMap<Priority, Integer>(Priority.class);
    var lastOfPeer = new HashMap<Map.Entry<Recipient, Priority>, Integer>();
    var retried = retried(session, all);
    var order = new HashMap<WhatsAppId, Integer>();
    for (var it : exchanges) {
      it.accepted().ifPresent(message -> order.putIfAbsent(message.whatsAppId(), order.size()));
    }
    var byId = all.stream().collect(Collectors.toMap(Message::whatsAppId, it -> it));
    var once = new LinkedHashMap<WhatsAppId, InMemoryWhatsApp.Sent>();
    world.whatsApp.sent(session.id()).forEach(it -> once.putIfAbsent(it.id(), it));
    for (var id : once.keySet()) {
      var message = byId.get(id);
      if (!order.containsKey(id) || message.handling().sendAt().isPresent()) {
        continue;
      }
      var place = order.get(id);
      var beforeOfPeer = lastOfPeer.put(Map.entry(message.peer(), message.priority()), place);
      assertThat(beforeOfPeer == null || beforeOfPeer < place)
          .as("I6 of a recipient: %s", message)
          .isTrue();
      if (wasHeldBack(message) || retried.contains(message.peer())) {
        continue;
      }
      var before = last.put(message.priority(), place);
      assertThat(before == null || before < place).as("I6: %s", message).isTrue();
    }
  }

  /** For whom a message of the session has waited for its retry. */
  private Set<Recipient> retried(Session session, List<Message> all) {
    var waited =
        world.events().stream()
            .filter(MessageEvent.StatusChanged.class::isInstance)
            .map(MessageEvent.StatusChanged.class::cast)
            .filter(it -> it.held().filter(hold -> hold.reason() == HoldReason.RETRY).isPresent())
            .map(MessageEvent.StatusChanged::message)
            .collect(Collectors.toSet());
    return all.stream()
        .filter(message -> message.session().equals(session.id()))
        .filter(message -> waited.contains(message.id()))
        .map(Message::peer)
        .collect(Collectors.toSet());
  }

  /**
   * Messages to contacts that are new, or that WhatsApp considers new, may be overtaken during a
   * restriction.
   */
  private boolean wasHeldBack(Message message) {
    return Integer.parseInt(message.peer().text().substring(5)) % 2 == 1
        || world.whatsApp.wasRestricted(message.peer());
  }

  private void assertEvents(Message message) {
    var steps =
        world.events().stream()
            .filter(MessageEvent.StatusChanged.class::isInstance)
            .map(MessageEvent.StatusChanged.class::cast)
            .filter(event -> event.message().equals(message.id()))
            .map(MessageEvent.StatusChanged::status)
            .toList();
    assertThat(steps).as("I9: %s", message).isNotEmpty();
    assertThat(steps.getLast()).as("I9: %s", message).isEqualTo(message.status());
    for (int i = 1; i < steps.size(); i++) {
      assertThat(follows(steps.get(i - 1), steps.get(i)))
          .as("I9: %s of %s", steps, message)
          .isTrue();
    }
  }

  private static boolean follows(MessageStatus before, MessageStatus after) {
    return switch (before) {
      case SCHEDULED -> after == MessageStatus.QUEUED || after == MessageStatus.CANCELLED;
      case QUEUED -> after == MessageStatus.SENDING || after == MessageStatus.CANCELLED;
      case SENDING -> after != MessageStatus.SCHEDULED && after != MessageStatus.CANCELLED;
      case SENT, DELIVERED, READ -> after.isSent() && after.compareTo(before) > 0;
      default -> false;
    };
  }

  private void assertOneMessagePerKey() {
    var answers = new HashMap<String, Set<String>>();
    for (var it : exchanges) {
      if (it.request().idempotency().isPresent()
          && it.answer().isDone()
          && !it.answer().isCompletedExceptionally()) {
        var id =
            switch (it.answer().join()) {
              case Acceptance.Accepted accepted -> accepted.message().id().value().toString();
              case Acceptance.Replayed replayed -> replayed.answer().body();
            };
        var key = it.request().idempotency().get().key();
        answers.computeIfAbsent(key, any -> new HashSet<>()).add(id);
      }
    }
    answers.forEach((key, ids) -> assertThat(ids).as("I10 %s", key).hasSize(1));
  }

  private void assertExactQuota(List<Message> all) {
    var kept =
        all.stream()
            .filter(it -> it.status() != MessageStatus.FAILED)
            .filter(it -> it.status() != MessageStatus.CANCELLED)
            .count();
    assertThat(world.server.showAccount.own(admin(account)).usage().sendsThisMonth())
        .as("I11")
        .isEqualTo(kept);
  }
}
