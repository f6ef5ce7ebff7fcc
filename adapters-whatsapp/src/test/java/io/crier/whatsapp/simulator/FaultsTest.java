package io.crier.whatsapp.simulator;

import static io.crier.application.sessions.EngineContract.ID;
import static io.crier.application.sessions.EngineContract.SESSION;
import static io.crier.application.sessions.EngineContract.THEIRS;
import static io.crier.application.sessions.EngineContract.THEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.sessions.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the faults of the simulator do to a session. */
class FaultsTest {

  @TempDir Path folder;
  private SimulatedWorld world;

  @BeforeEach
  void start() {
    world = new SimulatedWorld(folder);
  }

  @Test
  void delaysAnswer() throws Exception {
    var link = world.linked();
    world
        .simulator()
        .setFaults(SESSION, new Faults(false, Duration.ofSeconds(3), Set.of(), Map.of(), true));
    var before = world.time.instant();

    var answer = CompletableFuture.supplyAsync(() -> link.send(THEM));
    while (world.inbox(SESSION, Optional.empty()).isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();
    while (!answer.isDone()) {
      world.time.pass(Duration.ofMillis(100));
    }

    assertThat(answer.get()).isEqualTo(new Outcome.Sent(ID));
    assertThat(world.time.instant()).isAfterOrEqualTo(before.plusSeconds(3));
  }

  @Test
  void deliversMessageOfUnknownOutcome() {
    var link = world.linked();
    world.refuse(SESSION, THEIRS, Fault.UNKNOWN_OUTCOME);

    assertThat(link.send(THEM))
        .isEqualTo(new Outcome.Failed(Fault.UNKNOWN_OUTCOME, Optional.empty()));
    world.settle();

    assertThat(world.arrived(SESSION)).hasSize(1);
    assertThat(link.events(Event.Receipt.class)).hasSize(2);
  }

  @Test
  void restrictsForOneMinute() {
    var link = world.linked();
    world.refuse(SESSION, THEIRS, Fault.RESTRICTED);

    assertThat(link.send(THEM))
        .isEqualTo(
            new Outcome.Failed(
                Fault.RESTRICTED, Optional.of(world.time.instant().plusSeconds(60))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNLINKED", "BANNED", "OUTDATED", "REPLACED"})
  void losesConnectionOnPermanentFault(Fault fault) {
    var link = world.linked();
    world.refuse(SESSION, THEIRS, fault);

    link.send(THEM);
    world.settle();

    assertThat(link.events()).endsWith(new Event.Lost(fault, Optional.empty()));
  }

  @Test
  void keepsFaultsOverRestart() {
    var link = world.linked();
    world.refuse(SESSION, THEIRS, Fault.CONTENT_REFUSED);

    world.restart();

    assertThat(link.reopen().send(THEM))
        .isEqualTo(new Outcome.Failed(Fault.CONTENT_REFUSED, Optional.empty()));
  }

  @Test
  void replacesFirstConnectionBySecond() {
    var link = world.linked();

    link.reopen();

    assertThat(link.events(Event.Lost.class))
        .containsExactly(new Event.Lost(Fault.REPLACED, Optional.empty()));
  }
}
