package io.crier.whatsapp.simulator;

import static io.crier.application.sessions.EngineFixture.ID;
import static io.crier.application.sessions.EngineFixture.SESSION;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.Failure;
import io.crier.domain.sessions.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the effect of the simulator's faults on a session. */
class FaultsTest {

  @TempDir Path folder;
  private SimulatorFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SimulatorFixture(folder);
  }

  @Test
  void delaysOutcome() throws Exception {
    var link = fixture.linked();
    fixture
        .simulator()
        .setFaults(
            SESSION, new Faults(false, Duration.ofSeconds(3), Set.of(), Map.of(), true, false));
    var before = fixture.time.instant();

    var sending = CompletableFuture.supplyAsync(() -> link.send(THEM));
    while (fixture.inbox(SESSION, Optional.empty()).isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(sending).isNotDone();
    while (!sending.isDone()) {
      fixture.time.pass(Duration.ofMillis(100));
    }

    assertThat(sending.get()).isEqualTo(new Outcome.Sent(ID));
    assertThat(fixture.time.instant()).isAfterOrEqualTo(before.plusSeconds(3));
  }

  @Test
  void deliversMessageWithUnknownOutcome() {
    var link = fixture.linked();
    fixture.refuse(SESSION, THEIRS, Fault.UNKNOWN_OUTCOME);

    assertThat(link.send(THEM))
        .isEqualTo(new Outcome.Failed(Fault.UNKNOWN_OUTCOME, Optional.empty()));
    fixture.settle();

    assertThat(fixture.arrived(SESSION)).hasSize(1);
    assertThat(link.events(Event.Receipt.class)).hasSize(2);
  }

  @Test
  void failsWithTheChosenCode() {
    var link = fixture.linked();
    fixture
        .simulator()
        .setFaults(
            SESSION,
            new Faults(
                false,
                Duration.ZERO,
                Set.of(),
                Map.of(THEM, Fault.RECIPIENT_REFUSED),
                Optional.of(131_049),
                true,
                false));

    assertThat(link.send(THEM))
        .isEqualTo(
            new Outcome.Failed(
                new Failure(Fault.RECIPIENT_REFUSED, Optional.of(131_049)), Optional.empty()));
  }

  @Test
  void restrictsForOneMinute() {
    var link = fixture.linked();
    fixture.refuse(SESSION, THEIRS, Fault.RESTRICTED);

    assertThat(link.send(THEM))
        .isEqualTo(
            new Outcome.Failed(
                Fault.RESTRICTED, Optional.of(fixture.time.instant().plusSeconds(60))));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"UNLINKED", "BANNED", "OUTDATED", "REPLACED"})
  void losesConnectionOnPermanentFault(Fault fault) {
    var link = fixture.linked();
    fixture.refuse(SESSION, THEIRS, fault);

    link.send(THEM);
    fixture.settle();

    assertThat(link.events()).endsWith(new Event.Lost(fault, Optional.empty()));
  }

  @Test
  void keepsFaultsAcrossRestarts() {
    var link = fixture.linked();
    fixture.refuse(SESSION, THEIRS, Fault.CONTENT_REFUSED);

    fixture.restart();

    assertThat(link.reopen().send(THEM))
        .isEqualTo(new Outcome.Failed(Fault.CONTENT_REFUSED, Optional.empty()));
  }

  @Test
  void acceptsFaultsFromSeveralCallersAtOnce() throws Exception {
    try (var callers = Executors.newFixedThreadPool(4)) {
      var calls = Collections.nCopies(400, Executors.callable(() -> fixture.heal(SESSION)));

      for (var call : callers.invokeAll(calls)) {
        assertThat(call).succeedsWithin(Duration.ofSeconds(30));
      }
    }
  }

  @Test
  void replacesFirstConnectionWithSecond() {
    var link = fixture.linked();

    link.reopen();

    assertThat(link.events(Event.Lost.class))
        .containsExactly(new Event.Lost(Fault.REPLACED, Optional.empty()));
  }
}
