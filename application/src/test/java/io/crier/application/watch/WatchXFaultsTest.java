package io.crier.application.watch;

import static io.crier.application.watch.WatchXFixture.MOMENT;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.notifications.Alert;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountEvent;
import io.crier.domain.xaccounts.XAccountState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchXFaultsTest {

  private final WatchXFixture fixture = new WatchXFixture();
  private final World world = fixture.world;
  private final InMemoryX x = fixture.x;
  private final XAccount author = fixture.author;

  @Test
  void waitsForTheEndOfTheRateLimitWindow() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    var reset = world.instant().plus(Duration.ofMinutes(7));
    x.failOnce(XFault.RATE_LIMITED, Optional.of(reset));
    world.pass(MOMENT);
    x.requests.clear();

    var post = x.post(author);
    world.pass(Duration.ofMinutes(8));

    assertThat(x.requests).isNotEmpty();
    assertThat(x.requests.getFirst().at()).isBetween(reset, reset.plusSeconds(6));
    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void neverExceedsTheRateLimit() {
    x.limit(900);
    fixture.watch("timeline");
    for (var i = 1; i <= 200; i++) {
      fixture.subscribe(author(i), i);
    }

    world.pass(Duration.ofMinutes(45));

    assertThat(world.server.tally.polls()).doesNotContainKey("rate_limited");
    assertThat(x.requests.size()).isBetween(3 * 500, 3 * 735);
  }

  @Test
  void resumesWhenThereIsCreditAgain() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    x.credit(0);
    var post = x.post(author);
    world.pass(MOMENT);
    x.requests.clear();

    world.pass(Duration.ofMinutes(14));
    assertThat(x.requests).isEmpty();
    x.heal();
    world.pass(Duration.ofMinutes(2));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void backsOffWhileXIsDown() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    x.failWith(XFault.UNAVAILABLE);
    world.pass(Duration.ofMinutes(10));
    x.requests.clear();

    world.pass(Duration.ofMinutes(20));
    assertThat(x.requests).hasSizeLessThan(30);

    x.heal();
    var post = x.post(author);
    world.pass(Duration.ofMinutes(6));
    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void stopsAndReportsWrongCredentials() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    x.failWith(XFault.UNAUTHORIZED);
    world.pass(MOMENT);
    x.requests.clear();

    world.pass(Duration.ofMinutes(10));

    assertThat(x.requests).isEmpty();
    assertThat(world.server.watchX.status().fault()).contains(XFault.UNAUTHORIZED);
    assertThat(fixture.staleEvents()).hasSize(1);
  }

  @Test
  void keepsPollingOthersWhenOneAuthorFails() {
    fixture.watch("timeline");
    fixture.subscribe(author(1), 1);
    fixture.subscribe(author(2), 2);
    world.pass(MOMENT);
    x.change(author(1), XAccountState.SUSPENDED);
    world.pass(MOMENT);

    var post = x.post(author(2));
    world.pass(MOMENT);

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(fixture.watchOf(author(1)).account().state()).isEqualTo(XAccountState.SUSPENDED);
    assertThat(fixture.watchOf(author(2)).account().state()).isEqualTo(XAccountState.ACTIVE);
  }

  @Test
  void reportsAProtectedAuthorOnceAndResumesLater() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    x.change(author, XAccountState.PROTECTED);
    world.pass(Duration.ofMinutes(1));
    assertThat(fixture.watchOf(author).account().state()).isEqualTo(XAccountState.PROTECTED);
    assertThat(fixture.staleEvents())
        .extracting(XAccountEvent.Stale::state)
        .containsExactly(XAccountState.PROTECTED);
    x.requests.clear();

    x.change(author, XAccountState.ACTIVE);
    var post = x.post(author);
    world.deliverEventsEvery(Duration.ofSeconds(1));
    world.pass(Duration.ofHours(23));
    assertThat(x.requests).isEmpty();
    world.pass(Duration.ofMinutes(61));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(fixture.watchOf(author).account().state()).isEqualTo(XAccountState.ACTIVE);
    assertThat(fixture.watchOf(author).stale()).isFalse();
    assertThat(fixture.staleEvents()).hasSize(1);
  }

  @Test
  void treatsAnAuthorAsGoneOnlyAfterAnHour() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    x.failOnce(author, XFault.NOT_FOUND);
    world.pass(MOMENT);
    assertThat(fixture.watchOf(author).account().state()).isEqualTo(XAccountState.ACTIVE);
    var post = x.post(author);
    world.pass(Duration.ofMinutes(2));
    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);

    x.change(author, XAccountState.GONE);
    world.pass(Duration.ofMinutes(59));
    assertThat(fixture.watchOf(author).account().state()).isEqualTo(XAccountState.ACTIVE);
    world.pass(Duration.ofMinutes(5));

    assertThat(fixture.watchOf(author).account().state()).isEqualTo(XAccountState.GONE);
  }
}
