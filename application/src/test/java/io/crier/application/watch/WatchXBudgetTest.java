package io.crier.application.watch;

import static io.crier.application.watch.WatchXFixture.MOMENT;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchXBudgetTest {

  private final WatchXFixture fixture = new WatchXFixture();
  private final World world = fixture.world;
  private final InMemoryX x = fixture.x;

  @Test
  void neverExceedsTheBudgetAndResumesTheNextDay() {
    fixture.watch("timeline", limited(20));
    for (var i = 1; i <= 10; i++) {
      fixture.subscribe(author(i), i);
    }
    world.pass(MOMENT);

    for (var i = 1; i <= 10; i++) {
      for (var post = 0; post < 4; post++) {
        x.post(author(i));
      }
    }
    world.pass(Duration.ofMinutes(10));
    assertThat(x.billed()).isBetween(16, 20);
    assertThat(fixture.alerts()).hasSize(x.billed());

    world.deliverEventsEvery(Duration.ofSeconds(1));
    world.pass(Duration.ofHours(14));
    assertThat(x.billed()).isBetween(32, 40);
  }

  @Test
  void countsExactlyThePostsPaidFor() {
    fixture.watch("timeline", limited(1_000));
    for (var i = 1; i <= 10; i++) {
      fixture.subscribe(author(i), i);
    }
    world.pass(MOMENT);

    for (var round = 0; round < 15; round++) {
      x.post(author(1 + round % 10));
      world.pass(Duration.ofSeconds(7));
    }
    world.server.watchX.stop();

    assertThat(fixture.spent().today()).isEqualTo(x.billed()).isEqualTo(15);
    assertThat(world.server.tally.billed()).isEqualTo(15);
  }

  private static WatchX.Settings limited(long perDay) {
    var usual = World.USUAL_WATCH;
    return new WatchX.Settings(
        usual.pollMin(),
        usual.pollMax(),
        usual.reconcile(),
        new Spending.Limits(perDay, Long.MAX_VALUE));
  }
}
