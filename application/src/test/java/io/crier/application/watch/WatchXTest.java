package io.crier.application.watch;

import static io.crier.application.watch.WatchXFixture.MOMENT;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.notifications.Alert;
import io.crier.domain.xaccounts.XAccount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WatchXTest {

  private final WatchXFixture fixture = new WatchXFixture();
  private final World world = fixture.world;
  private final InMemoryX x = fixture.x;
  private final XAccount author = fixture.author;

  @Test
  void ignoresPostsFromBeforeTheSubscription() {
    fixture.watch("timeline");
    x.add(author);
    x.post(author);
    x.post(author);
    world.pass(Duration.ofMillis(1));

    fixture.subscribe(author, 1);
    world.pass(MOMENT);

    assertThat(fixture.alerts()).isEmpty();
    assertThat(x.requests).isNotEmpty();
    assertThat(x.billed()).isZero();
  }

  @Test
  void alertsAboutAPostRightAfterTheSubscription() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMillis(1));

    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void noticesASubscriptionSoonAlthoughTheFirstReadWasSlow() {
    world.xAccounts.whileReadingWatched(() -> world.elapse(Duration.ofSeconds(2)));
    fixture.watch("timeline");
    world.xAccounts.whileReadingWatched(() -> {});
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMillis(1));

    var post = x.post(author);
    world.pass(Duration.ofSeconds(15));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void doesNotAlertLaterSubscribersAboutEarlierPosts() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    x.post(author);
    world.pass(MOMENT);

    var later = fixture.subscribe(author, 2);
    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(fixture.alerts(alert -> alert.subscription().equals(later.id())))
        .extracting(Alert::post)
        .containsExactly(post);
    assertThat(fixture.alerts()).hasSize(3);
  }

  @Test
  void takesOverFromADeadNode() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    var other = world.startNode("second");
    world.pass(MOMENT);
    assertThat(world.server.watchX.status().watching()).isTrue();
    assertThat(other.watchX.status().watching()).isFalse();

    world.server.die();
    var post = x.post(author);
    world.pass(Duration.ofSeconds(40));

    assertThat(other.watchX.status().watching()).isTrue();
    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void handsOverAtOnceWhenStopped() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    var other = world.startNode("second");
    world.pass(MOMENT);

    world.server.watchX.stop();
    world.pass(MOMENT);

    assertThat(other.watchX.status().watching()).isTrue();
    assertThat(world.server.watchX.status().watching()).isFalse();
  }

  @Test
  void keepsTheTimeOfTheLastCheck() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);

    world.pass(Duration.ofMinutes(2));

    assertThat(fixture.watchOf(author).lastCheckedAt().orElseThrow())
        .isAfter(world.instant().minusSeconds(25));
  }

  @Test
  void reportsStaleOncePerAccountUntilRecovered() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    fixture.subscribe(world.account(), author, 2);
    world.pass(MOMENT);
    x.failWith(XFault.OUT_OF_CREDIT);
    world.pass(Duration.ofMinutes(30));
    assertThat(fixture.staleEvents()).hasSize(2);
    assertThat(fixture.watchOf(author).stale()).isTrue();

    x.heal();
    world.pass(Duration.ofMinutes(16));
    assertThat(fixture.watchOf(author).stale()).isFalse();
    x.failWith(XFault.OUT_OF_CREDIT);
    world.pass(Duration.ofMinutes(30));

    assertThat(fixture.staleEvents()).hasSize(4);
  }
}
