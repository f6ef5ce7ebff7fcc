package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.AtOnce;
import io.crier.application.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TransactionGateTest {

  private static final int THREADS = 16;

  @Test
  void runsOneUnitOfWorkAtATimeOnH2() {
    var gate = gate(TestDatabase.H2);
    var running = new AtomicInteger();
    var maxRunning = new AtomicInteger();

    AtOnce.run(
        THREADS,
        () ->
            gate.run(
                () -> {
                  maxRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.yield();
                  return running.decrementAndGet();
                }));

    assertThat(maxRunning).hasValue(1);
  }

  @Test
  void runsUnitsOfWorkConcurrentlyOnPostgresql() {
    var gate = gate(TestDatabase.POSTGRESQL);
    var barrier = new CyclicBarrier(2);

    AtOnce.run(2, () -> gate.run(() -> await(barrier)));

    assertThat(barrier.isBroken()).isFalse();
  }

  @Test
  void admitsTheNextAfterAFailure() {
    var gate = gate(TestDatabase.H2);
    var ran = new AtomicInteger();

    AtOnce.run(
        2,
        () ->
            assertThatThrownBy(() -> gate.run(() -> fail(ran)))
                .isInstanceOf(IllegalStateException.class));

    assertThat(ran).hasValue(2);
  }

  @Test
  void doesNotWaitForeverForAnotherUnitOfWork() {
    var gate = new TransactionGate(Duration.ofMillis(1));
    gate.configure(TestDatabase.H2.emptied().dataSource());

    gate.run(
        () -> {
          AtOnce.run(
              1,
              () ->
                  assertThatThrownBy(() -> gate.run(() -> "admitted"))
                      .isInstanceOf(StoreUnavailable.class));
          return null;
        });
  }

  private static TransactionGate gate(TestDatabase database) {
    var gate = new TransactionGate();
    gate.configure(database.emptied().dataSource());
    return gate;
  }

  private static int fail(AtomicInteger ran) {
    ran.incrementAndGet();
    throw new IllegalStateException("on purpose");
  }

  private static int await(CyclicBarrier barrier) {
    try {
      return barrier.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException("the other thread never arrived", e);
    }
  }
}
