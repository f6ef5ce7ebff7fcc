package io.crier.application.simulation;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Replays;
import io.crier.application.StoreUnavailable;
import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sending.SendIdempotency;
import io.crier.application.sessions.Engine;
import io.crier.domain.Refused;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Priority;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * An hour or so of a server to which everything happens that can: drawn from a seed, so that a
 * failure can be reproduced. In the end all faults are healed, the queues run empty, and the
 * invariants of the architecture must hold.
 */
final class Simulation {

  private static final Instant START = Instant.parse("2026-11-21T23:20:00Z");
  static final int CAP = 60;
  private static final int STEPS = 400;
  private static final int RECIPIENTS = 30;

  private static final List<Priority> OF_ACCOUNTS =
      Arrays.stream(Priority.values()).filter(priority -> !priority.isOwn()).toList();

  private final SplittableRandom random;
  private final World world;
  private final Account account;
  private final List<Session> sessions = new ArrayList<>();
  private final List<Exchange> exchanges = new ArrayList<>();
  private final SimulationInvariants invariants;
  private int crashes;
  private int unknown;
  private int lostReplies;

  Simulation(long seed) {
    random = new SplittableRandom(seed);
    world = new World(random.nextLong(), START);
    var doubtful = Account.Doubtful.values()[random.nextInt(2)];
    account = world.account().withDoubtful(doubtful);
    world.database.run(() -> world.accounts.save(account));
    invariants = new SimulationInvariants(world, account, sessions, exchanges);
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
    for (var hours = 0; hours < 96 && isAnyUnderWay(); hours++) {
      world.pass(Duration.ofHours(1));
    }
    invariants.check(crashes * sessions.size() + unknown + lostReplies);
  }

  private boolean isAnyUnderWay() {
    return invariants.all().stream().anyMatch(SimulationInvariants::isUnderWay);
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
    } catch (Refused | StoreUnavailable | IllegalStateException e) {
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
}
