package io.crier.application.watch;

import static io.crier.application.watch.WatchXFixture.MOMENT;
import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.notifications.Alert;
import io.crier.domain.xaccounts.XAccount;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchXStreamTest {

  private final WatchXFixture fixture = new WatchXFixture();
  private final World world = fixture.world;
  private final InMemoryX x = fixture.x;
  private final XAccount author = fixture.author;

  @Test
  void alertsAtOnceFromAStream() {
    fixture.watch("stream");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMinutes(1));
    assertThat(x.followed()).containsExactly(author.id());
    x.requests.clear();

    var post = x.post(author);
    world.pass(Duration.ofMillis(200));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(x.requests).isEmpty();
  }

  @Test
  void alertsOnceAboutARepeatedStreamMessage() {
    fixture.watch("stream");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMinutes(1));

    var post = x.post(author);
    x.stream(post);
    world.pass(MOMENT);
    x.stream(post);
    world.pass(Duration.ofMinutes(20));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(x.billed()).isEqualTo(1);
    assertThat(fixture.spent().today()).isEqualTo(1);
  }

  @Test
  void reopensASilentStreamAndFillsTheGapOnce() {
    fixture.watch("stream");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMinutes(2));
    var before = x.post(author);
    world.pass(MOMENT);
    x.goSilent();
    x.losePosts();
    var lost = x.post(author);
    world.pass(Duration.ofSeconds(30));

    x.heal();
    world.pass(Duration.ofMinutes(1));
    var after = x.post(author);
    world.pass(Duration.ofMinutes(20));

    assertThat(x.opened()).isEqualTo(2);
    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(before, lost, after);
  }

  @Test
  void pollsAllAuthorsWhileTheStreamIsDown() {
    fixture.watch("stream");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMinutes(2));
    x.refuseStreams(XFault.UNAVAILABLE, Optional.empty());
    x.breakStream(new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty()));
    world.pass(MOMENT);

    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(world.server.watchX.status().streaming()).isFalse();
  }

  @Test
  void pollsEachAuthorEveryQuarterHourBesideAStream() {
    fixture.watch("stream");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMinutes(2));
    x.requests.clear();

    world.pass(Duration.ofHours(1));

    assertThat(x.requests).hasSizeBetween(3, 5);
    assertThat(fixture.staleEvents()).isEmpty();
  }

  @Test
  void spreadsPollsBesideAStream() {
    fixture.watch("stream");
    IntStream.range(1, 201).forEach(each -> fixture.subscribe(author(each), 1));
    world.pass(Duration.ofMinutes(2));
    x.requests.clear();

    for (var slice = 1; slice <= 5; slice++) {
      var before = x.requests.size();
      world.pass(Duration.ofMinutes(3));
      assertThat(x.requests.size() - before).isBetween(20, 60);
    }
    assertThat(x.requests).hasSizeBetween(180, 220);
  }

  @Test
  void findsAndCountsPostsMissedByAStream() {
    fixture.watch("stream");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMinutes(2));
    x.losePosts();
    var posts = List.of(x.post(author), x.post(author), x.post(author));
    world.pass(Duration.ofMinutes(17));

    assertThat(fixture.alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
    assertThat(world.server.tally.missedByStream()).isEqualTo(3);
    assertThat(x.opened()).isEqualTo(2);
  }

  @Test
  void removesTheTextOfADeletedPost() {
    fixture.watch("stream");
    fixture.subscribe(author, 1);
    world.pass(Duration.ofMinutes(1));
    var post = x.post(author);
    world.pass(MOMENT);

    x.delete(post);
    world.pass(MOMENT);

    assertThat(world.database.execute(() -> world.posts.find(post.id())).orElseThrow().text())
        .isEmpty();
  }

  @Test
  void unfollowsAuthorsWithoutSubscriptions() {
    fixture.watch("stream");
    var one = fixture.subscribe(author(1), 1);
    fixture.subscribe(author(2), 1);
    world.pass(MOMENT);
    assertThat(x.followed()).containsExactlyInAnyOrder(author(1).id(), author(2).id());

    fixture.database(() -> world.subscriptions.remove(one.account(), one.id()));
    world.pass(MOMENT);

    assertThat(x.followed()).containsExactly(author(2).id());
  }
}
