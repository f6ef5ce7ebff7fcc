package io.crier.application.watch;

import static io.crier.application.watch.WatchXFixture.MOMENT;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.notifications.Alert;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XUsername;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchXPollingTest {

  private final WatchXFixture fixture = new WatchXFixture();
  private final World world = fixture.world;
  private final InMemoryX x = fixture.x;
  private final XAccount author = fixture.author;

  @Test
  void alertsInOrderAboutAllPostsBetweenTwoPolls() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);

    var posts = IntStream.range(0, 7).mapToObj(i -> x.post(author)).toList();
    world.pass(MOMENT);

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
  }

  @Test
  void pollsAnAuthorOnceForAllSubscribers() {
    fixture.watch("timeline");
    IntStream.range(0, 500).forEach(phone -> fixture.subscribe(author, phone));
    world.pass(MOMENT);
    x.requests.clear();

    x.post(author);
    world.pass(Duration.ofMinutes(1));

    assertThat(fixture.alerts()).hasSize(500);
    assertThat(x.requests).hasSizeBetween(10, 14);
  }

  @Test
  void survivesACrashBetweenPages() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    var posts = IntStream.range(0, 250).mapToObj(i -> x.post(author)).toList();
    x.beforeRead =
        request -> {
          if (pagesAskedOf(request) == 3) {
            world.server.die();
          }
        };

    world.pass(MOMENT);
    assertThat(fixture.alerts()).isEmpty();
    x.beforeRead = request -> {};
    world.crash();
    world.restart();
    world.pass(Duration.ofSeconds(30));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
  }

  @Test
  void rereadsAllPagesAfterOneFails() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    var posts = IntStream.range(0, 250).mapToObj(i -> x.post(author)).toList();
    x.beforeRead =
        request -> {
          if (pagesAskedOf(request) == 3) {
            x.beforeRead = any -> {};
            x.failOnce(XFault.UNAVAILABLE, Optional.empty());
          }
        };

    world.pass(Duration.ofMinutes(1));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
  }

  @Test
  void neitherMissesNorRepeatsPostsAfterARestart() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    var before = x.post(author);
    world.pass(MOMENT);

    world.crash();
    var meanwhile = x.post(author);
    world.restart();
    world.pass(Duration.ofSeconds(30));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(before, meanwhile);
  }

  @Test
  void doesNotRepeatAlertsAfterAnUnknownCommit() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);
    world.server.failAfterCommit(() -> true);
    var post = x.post(author);
    world.pass(Duration.ofSeconds(6));

    world.server.heal();
    world.pass(Duration.ofSeconds(30));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void alertsOnceAboutAnEditedPost() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);

    var first = x.post(author);
    world.pass(MOMENT);
    x.edit(first, "better");
    world.pass(MOMENT);

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(first);
  }

  @Test
  void paysNothingForEmptyPolls() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);

    world.pass(Duration.ofMinutes(10));

    assertThat(x.requests).hasSizeGreaterThan(100);
    assertThat(x.billed()).isZero();
    assertThat(fixture.spent()).isEqualTo(new Spending.Spent(0, 0));
  }

  @Test
  void followsAnAuthorThroughARename() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    world.pass(MOMENT);

    x.rename(author, new XUsername("renamed"));
    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(fixture.watchOf(author).account().username()).isEqualTo(new XUsername("renamed"));
  }

  @Test
  void skipsAndCountsPostsThatAreTooOldToRead() {
    fixture.watch("timeline");
    fixture.subscribe(author, 1);
    x.beforeRead =
        request -> {
          if (request.since().madeAt().isBefore(world.instant().minus(Duration.ofDays(7)))) {
            x.failOnce(XFault.REJECTED, Optional.empty());
          }
        };
    world.crash();
    world.skip(Duration.ofDays(8));
    world.restart();

    world.pass(MOMENT);
    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(world.server.tally.gaps()).isEqualTo(1);
    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
  }

  private long pagesAskedOf(PullSource.Request request) {
    return x.requests.stream()
        .filter(asked -> asked.at().equals(world.instant()))
        .filter(asked -> asked.request().author().equals(request.author()))
        .count();
  }
}
