package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.AtOnce;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final int MANY = 16;

  @Test
  void onH2NoUnitOfWorkRunsBesideAnother() {
    var turns = turns(TestDatabase.H2);
    var running = new AtomicInteger();
    var most = new AtomicInteger();

    AtOnce.run(
        MANY,
        () ->
            turns.take(
                () -> {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  Thread.yield();
                  return running.decrementAndGet();
                }));

    assertThat(most).hasValue(1);
  }

  @Test
  void onPostgresqlTheyRunSideBySide() {
    var turns = turns(TestDatabase.POSTGRESQL);
    var together = new CyclicBarrier(2);

    AtOnce.run(2, () -> turns.take(() -> meet(together)));

    assertThat(together.isBroken()).isFalse();
  }

  @Test
  void aUnitOfWorkThatFailsGivesTheTurnBack() {
    var turns = turns(TestDatabase.H2);
    var ran = new AtomicInteger();

    AtOnce.run(
        2,
        () ->
            assertThatThrownBy(() -> turns.take(() -> fail(ran)))
                .isInstanceOf(IllegalStateException.class));

    assertThat(ran).hasValue(2);
  }

  private static Turns turns(TestDatabase database) {
    var turns = new Turns();
    turns.learnFrom(database.emptied().dataSource());
    return turns;
  }

  private static int fail(AtomicInteger ran) {
    ran.incrementAndGet();
    throw new IllegalStateException("on purpose");
  }

  private static int meet(CyclicBarrier together) {
    try {
      return together.await(1, TimeUnit.MINUTES);
    } catch (Exception e) {
      throw new IllegalStateException("the other one never came", e);
    }
  }
}
