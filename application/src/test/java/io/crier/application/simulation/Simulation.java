package io.crier.application.simulation;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Replays;
import io.crier.application.World;
import io.crier.application.messages.Messages;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.Acceptance;
import io.crier.application.sending.SendIdempotency;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * An hour or so of a server to which everything happens that can: drawn from a seed, so that a
 * failure can be reproduced. In the end all faults are healed, the queues run empty, and the
 * invariants of the architecture must hold.
 */
final class Simulation {

  private static final Instant START = Instant.parse("2026-11-21T23:20:00Z");
  private static final int CAP = 60;
  private static final int STEPS = 400;
  private static final int RECIPIENTS = 30;

  private static final List<Priority> OF_ACCOUNTS =
      Arrays.stream(Priority.values()).filter(priority -> !priority.isOwn()).toList();

  private final SplittableRandom random;
  private final World world;
  private final Account account;
  private final List<Session> sessions = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final Map<String, Set<String>> answers = new HashMap<>();
  private int crashes;
  private int unknown;
  private int lostReplies;

  /** A request to send and its answer. */
  private record Exchange(AcceptMessages.Request request, CompletableFuture<Acceptance> answer) {

    Optional<Message> accepted() {
      return answer.isDone()
              && !answer.isCompletedExceptionally()
              && answer.join() instanceof Acceptance.Accepted accepted
          ? Optional.of(accepted.message())
          : Optional.empty();
    }
  }

  Simulation(long seed) {
    random = new SplittableRandom(seed);
    world = new World(random.nextLong(), START);
    var doubtful = Account.Doubtful.values()[random.nextInt(2)];
    account = world.account().withDoubtful(doubtful);
    world.database.run(() -> world.accounts.save(account));
    for (int i = 0; i < 3; i++) {
      sessions.add(world.connected(account, pacing()));
    }
    world.deliverEventsEvery(Duration.ofMillis(200));
    for (var session : sessions) {
      // Half of them are known contacts, so that some are checked and some are not.
      for (int to = 0; to < RECIPIENTS; to += 2) {
        world.meet(session, to);
      }
    }
  }

  private static Pacing pacing() {
    return new Pacing(
        Pacing.CAREFUL.gap(),
        Pacing.CAREFUL.rest(),
        Optional.of(CAP),
        Optional.of(1_000),
        true,
        Optional.empty(),
        false);
  }

  void run() {
    for (int step = 0; step < STEPS; step++) {
      if (random.nextInt(3) == 0) {
        world.pass(Duration.ofMillis(random.nextInt(20_000)));
      }
      if (world.server.isDead()) {
        restart();
      }
      act();
    }
    heal();
    for (var hours = 0; hours < 96 && all().stream().anyMatch(Simulation::isUnderWay); hours++) {
      world.pass(Duration.ofHours(1));
    }
    check();
  }

  // Actions

  private void act() {
    var session = sessions.get(random.nextInt(sessions.size()));
    switch (random.nextInt(24)) {
      case 0 -> world.server.die();
      case 1 ->
          ignoringFailures(() -> world.server.controlSession.pause(admin(account), session.id()));
      case 2, 3 ->
          ignoringFailures(() -> world.server.controlSession.resume(admin(account), session.id()));
      case 4 -> drop(session);
      case 5, 6 -> world.whatsApp.heal(session.id());
      case 7 -> world.whatsApp.sendReceipts(random.nextBoolean());
      case 8 -> fault();
      case 9 -> world.server.failBeforeCommit(() -> random.nextInt(4) == 0);
      case 10 -> world.server.failAfterCommit(() -> lose(random.nextInt(10) == 0));
      case 11 -> world.server.failBeforeCommit(() -> dies(random.nextInt(50) == 0));
      case 12 -> world.server.failAfterCommit(() -> dies(random.nextInt(50) == 0));
      case 13 -> world.server.dieAtSend(() -> random.nextInt(8) == 0);
      case 14, 15 -> world.server.heal();
      case 16 -> cancel();
      case 17 -> inbound(session);
      default -> send(session);
    }
  }

  private boolean lose(boolean now) {
    lostReplies += now ? 1 : 0;
    return now;
  }

  private boolean dies(boolean now) {
    if (now) {
      world.server.die();
    }
    return now;
  }

  private void restart() {
    crashes++;
    world.crash();
    world.restart();
  }

  private void drop(Session session) {
    if (world.whatsApp.isOpen(session.id())) {
      world.whatsApp.drop(session.id());
    }
  }

  private void fault() {
    var faults =
        List.of(
            Fault.NOT_CONNECTED,
            Fault.ENGINE_FAILED,
            Fault.RATE_LIMITED,
            Fault.RESTRICTED,
            Fault.UNKNOWN_OUTCOME,
            Fault.UNKNOWN_OUTCOME,
            Fault.CONTENT_REFUSED);
    var fault = faults.get(random.nextInt(faults.size()));
    unknown += fault == Fault.UNKNOWN_OUTCOME ? 1 : 0;
    var until =
        fault == Fault.RESTRICTED
            ? Optional.of(world.instant().plusSeconds(random.nextInt(120)))
            : Optional.<Instant>empty();
    world.whatsApp.willAnswer(new Engine.Outcome.Failed(fault, until));
  }

  private void inbound(Session session) {
    if (world.whatsApp.isOpen(session.id())) {
      world.whatsApp.write(
          session.id(), MessageFixture.number(random.nextInt(RECIPIENTS)), new Content.Text("hi"));
    }
  }

  private void cancel() {
    var accepted = exchanges.stream().flatMap(it -> it.accepted().stream()).toList();
    if (!accepted.isEmpty()) {
      var message = accepted.get(random.nextInt(accepted.size()));
      ignoringFailures(() -> world.server.cancelMessage.cancel(admin(account), message.id()));
    }
  }

  private void send(Session session) {
    for (var count = 1 + random.nextInt(4); count > 0; count--) {
      var request = request(session);
      if (random.nextInt(10) == 0 && !exchanges.isEmpty()) {
        request = exchanges.get(random.nextInt(exchanges.size())).request();
      }
      var again = request;
      ignoringFailures(
          () -> exchanges.add(new Exchange(again, world.server.acceptMessages.accept(again))));
    }
  }

  private AcceptMessages.Request request(Session session) {
    var priority = OF_ACCOUNTS.get(random.nextInt(OF_ACCOUNTS.size()));
    var sendAt =
        random.nextInt(8) == 0
            ? Optional.of(world.instant().plusSeconds(random.nextInt(900)))
            : Optional.<Instant>empty();
    var key = "key" + exchanges.size() + "-" + random.nextInt();
    var idempotency =
        random.nextInt(3) == 0
            ? Optional.of(
                new SendIdempotency(
                    key,
                    "print " + key,
                    accepted ->
                        new Replays.Replay(
                            "print " + key, 202, accepted.message().id().value().toString())))
            : Optional.<SendIdempotency>empty();
    return new AcceptMessages.Request(
        admin(account),
        session.id(),
        MessageFixture.number(random.nextInt(RECIPIENTS)),
        new Content.Text("hello"),
        new Handling(
            priority == Priority.UNPACED ? Priority.NORMAL : priority,
            false,
            sendAt,
            Optional.empty()),
        false,
        idempotency);
  }

  /** A caller ignores that the server does not answer. */
  private void ignoringFailures(Runnable call) {
    try {
      call.run();
    } catch (Refused | IllegalStateException e) {
      assertThat(e).isNotInstanceOf(NullPointerException.class);
    }
  }

  private void heal() {
    world.server.heal();
    if (world.server.isDead()) {
      restart();
    }
    world.whatsApp.sendReceipts(true);
    for (var session : sessions) {
      world.whatsApp.heal(session.id());
      world.server.controlSession.resume(admin(account), session.id());
    }
  }

  // Invariants

  private void check() {
    var all = all();
    var byId = all.stream().collect(Collectors.toMap(Message::id, it -> it));
    assertNothingIsMissing(byId);
    all.forEach(this::assertEnded);
    var submissions = submissions();
    all.forEach(message -> assertSubmissions(message, submissions));
    assertThat(submissions.values().stream().mapToInt(it -> it - 1).sum())
        .as("I7 repeats")
        .isLessThanOrEqualTo(crashes * sessions.size() + unknown + lostReplies);
    sessions.forEach(this::assertPace);
    sessions.forEach(session -> assertOrder(session, all));
    all.forEach(this::assertEvents);
    assertOneMessagePerKey();
    assertExactQuota(all);
  }

  private List<Message> all() {
    var everything =
        new Messages.Filter(
            Set.of(),
            Optional.empty(),
            Optional.of(Direction.OUTBOUND),
            Optional.empty(),
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

  private static boolean isUnderWay(Message message) {
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
    days.forEach((day, ids) -> assertThat(ids).as("I5 %s", day).hasSizeLessThanOrEqualTo(CAP));
  }

  /**
   * First in, first out, except for messages that were scheduled, returned, or waiting for a new
   * contact.
   */
  private void assertOrder(Session session, List<Message> all) {
    var last = new EnumMap<Priority, Integer>(Priority.class);
    var order = new HashMap<WhatsAppId, Integer>();
    for (var it : exchanges) {
      it.accepted().ifPresent(message -> order.putIfAbsent(message.whatsAppId(), order.size()));
    }
    var byId = all.stream().collect(Collectors.toMap(Message::whatsAppId, it -> it));
    var once = new LinkedHashMap<WhatsAppId, InMemoryWhatsApp.Sent>();
    world.whatsApp.sent(session.id()).forEach(it -> once.putIfAbsent(it.id(), it));
    for (var id : once.keySet()) {
      var message = byId.get(id);
      if (!order.containsKey(id)
          || message.handling().sendAt().isPresent()
          || wasHeldBack(message)) {
        continue;
      }
      var place = order.get(id);
      var before = last.put(message.priority(), place);
      assertThat(before == null || before < place).as("I6: %s", message).isTrue();
    }
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
