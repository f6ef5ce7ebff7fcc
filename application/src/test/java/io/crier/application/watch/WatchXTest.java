package io.crier.application.watch;

import static io.crier.domain.xaccounts.XFixture.author;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.accounts.Account;
import io.crier.domain.notifications.Alert;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.Subscription;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.watch.Watch;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountEvent;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchXTest {

  private static final Duration MOMENT = Duration.ofSeconds(10);

  private final World world = new World(42);
  private final InMemoryX x = world.x;
  private final Account account = world.account();
  private final XAccount author = author(1);

  // First polls

  @Test
  void ignoresPostsFromBeforeTheSubscription() {
    watch("timeline");
    x.add(author);
    x.post(author);
    x.post(author);
    world.pass(Duration.ofMillis(1));

    subscribe(author, 1);
    world.pass(MOMENT);

    assertThat(alerts()).isEmpty();
    assertThat(x.requests).isNotEmpty();
    assertThat(x.billed()).isZero();
  }

  @Test
  void alertsAboutAPostRightAfterTheSubscription() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(Duration.ofMillis(1));

    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void doesNotAlertLaterSubscribersAboutEarlierPosts() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    x.post(author);
    world.pass(MOMENT);

    var later = subscribe(author, 2);
    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(alerts(alert -> alert.subscription().equals(later.id())))
        .extracting(Alert::post)
        .containsExactly(post);
    assertThat(alerts()).hasSize(3);
  }

  // Polling

  @Test
  void alertsInOrderAboutAllPostsBetweenTwoPolls() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);

    var posts = IntStream.range(0, 7).mapToObj(i -> x.post(author)).toList();
    world.pass(MOMENT);

    assertThat(alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
  }

  @Test
  void pollsAnAuthorOnceForAllSubscribers() {
    watch("timeline");
    IntStream.range(0, 500).forEach(phone -> subscribe(author, phone));
    world.pass(MOMENT);
    x.requests.clear();

    x.post(author);
    world.pass(Duration.ofMinutes(1));

    assertThat(alerts()).hasSize(500);
    assertThat(x.requests).hasSizeBetween(10, 14);
  }

  @Test
  void survivesACrashBetweenPages() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    var posts = IntStream.range(0, 250).mapToObj(i -> x.post(author)).toList();
    x.beforeRead =
        request -> {
          if (pagesAskedOf(request) == 3) {
            world.server.die();
          }
        };

    world.pass(MOMENT);
    assertThat(alerts()).isEmpty();
    x.beforeRead = request -> {};
    world.crash();
    world.restart();
    world.pass(Duration.ofSeconds(30));

    assertThat(alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
  }

  @Test
  void rereadsAllPagesAfterOneFails() {
    watch("timeline");
    subscribe(author, 1);
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

    assertThat(alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
  }

  @Test
  void neitherMissesNorRepeatsPostsAfterARestart() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    var before = x.post(author);
    world.pass(MOMENT);

    world.crash();
    var meanwhile = x.post(author);
    world.restart();
    world.pass(Duration.ofSeconds(30));

    assertThat(alerts()).extracting(Alert::post).containsExactly(before, meanwhile);
  }

  @Test
  void doesNotRepeatAlertsAfterAnUnknownCommit() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    world.server.failAfterCommit(() -> true);
    var post = x.post(author);
    world.pass(Duration.ofSeconds(6));

    world.server.heal();
    world.pass(Duration.ofSeconds(30));

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void alertsOnceAboutAnEditedPost() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);

    var first = x.post(author);
    world.pass(MOMENT);
    x.edit(first, "better");
    world.pass(MOMENT);

    assertThat(alerts()).extracting(Alert::post).containsExactly(first);
  }

  @Test
  void paysNothingForEmptyPolls() {
    watch("timeline");
    subscribe(author, 1);

    world.pass(Duration.ofMinutes(10));

    assertThat(x.requests).hasSizeGreaterThan(100);
    assertThat(x.billed()).isZero();
    assertThat(spent()).isEqualTo(new Spending.Spent(0, 0));
  }

  @Test
  void followsAnAuthorThroughARename() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);

    x.rename(author, new XUsername("renamed"));
    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(watchOf(author).account().username()).isEqualTo(new XUsername("renamed"));
  }

  // What X refuses

  @Test
  void waitsForTheEndOfTheRateLimitWindow() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    var reset = world.instant().plus(Duration.ofMinutes(7));
    x.failOnce(XFault.RATE_LIMITED, Optional.of(reset));
    world.pass(MOMENT);
    x.requests.clear();

    var post = x.post(author);
    world.pass(Duration.ofMinutes(8));

    assertThat(x.requests).isNotEmpty();
    assertThat(x.requests.getFirst().at()).isBetween(reset, reset.plusSeconds(6));
    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void neverExceedsTheRateLimit() {
    x.limit(900);
    watch("timeline");
    for (var i = 1; i <= 200; i++) {
      subscribe(author(i), i);
    }

    world.pass(Duration.ofMinutes(45));

    assertThat(world.server.tally.polls()).doesNotContainKey("rate_limited");
    assertThat(x.requests.size()).isBetween(3 * 500, 3 * 735);
  }

  @Test
  void resumesWhenThereIsCreditAgain() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    x.credit(0);
    var post = x.post(author);
    world.pass(MOMENT);
    x.requests.clear();

    world.pass(Duration.ofMinutes(14));
    assertThat(x.requests).isEmpty();
    x.heal();
    world.pass(Duration.ofMinutes(2));

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void backsOffWhileXIsDown() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    x.failWith(XFault.UNAVAILABLE);
    world.pass(Duration.ofMinutes(10));
    x.requests.clear();

    world.pass(Duration.ofMinutes(20));
    assertThat(x.requests).hasSizeLessThan(30);

    x.heal();
    var post = x.post(author);
    world.pass(Duration.ofMinutes(6));
    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void stopsAndReportsWrongCredentials() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    x.failWith(XFault.UNAUTHORIZED);
    world.pass(MOMENT);
    x.requests.clear();

    world.pass(Duration.ofMinutes(10));

    assertThat(x.requests).isEmpty();
    assertThat(world.server.watchX.status().fault()).contains(XFault.UNAUTHORIZED);
    assertThat(staleEvents()).hasSize(1);
  }

  @Test
  void keepsPollingOthersWhenOneAuthorFails() {
    watch("timeline");
    subscribe(author(1), 1);
    subscribe(author(2), 2);
    world.pass(MOMENT);
    x.change(author(1), XAccountState.SUSPENDED);
    world.pass(MOMENT);

    var post = x.post(author(2));
    world.pass(MOMENT);

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(watchOf(author(1)).account().state()).isEqualTo(XAccountState.SUSPENDED);
    assertThat(watchOf(author(2)).account().state()).isEqualTo(XAccountState.ACTIVE);
  }

  @Test
  void reportsAProtectedAuthorOnceAndResumesLater() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    x.change(author, XAccountState.PROTECTED);
    world.pass(Duration.ofMinutes(1));
    assertThat(watchOf(author).account().state()).isEqualTo(XAccountState.PROTECTED);
    assertThat(staleEvents())
        .extracting(XAccountEvent.Stale::state)
        .containsExactly(XAccountState.PROTECTED);
    x.requests.clear();

    x.change(author, XAccountState.ACTIVE);
    var post = x.post(author);
    world.deliverEventsEvery(Duration.ofSeconds(1));
    world.pass(Duration.ofHours(23));
    assertThat(x.requests).isEmpty();
    world.pass(Duration.ofMinutes(61));

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(watchOf(author).account().state()).isEqualTo(XAccountState.ACTIVE);
    assertThat(watchOf(author).stale()).isFalse();
    assertThat(staleEvents()).hasSize(1);
  }

  @Test
  void treatsAnAuthorAsGoneOnlyAfterAnHour() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    x.failOnce(author, XFault.NOT_FOUND);
    world.pass(MOMENT);
    assertThat(watchOf(author).account().state()).isEqualTo(XAccountState.ACTIVE);
    var post = x.post(author);
    world.pass(Duration.ofMinutes(2));
    assertThat(alerts()).extracting(Alert::post).containsExactly(post);

    x.change(author, XAccountState.GONE);
    world.pass(Duration.ofMinutes(59));
    assertThat(watchOf(author).account().state()).isEqualTo(XAccountState.ACTIVE);
    world.pass(Duration.ofMinutes(5));

    assertThat(watchOf(author).account().state()).isEqualTo(XAccountState.GONE);
  }

  @Test
  void skipsAndCountsPostsThatAreTooOldToRead() {
    watch("timeline");
    subscribe(author, 1);
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
    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  // Money

  @Test
  void neverExceedsTheBudgetAndResumesTheNextDay() {
    watch("timeline", limited(20));
    for (var i = 1; i <= 10; i++) {
      subscribe(author(i), i);
    }
    world.pass(MOMENT);

    for (var i = 1; i <= 10; i++) {
      for (var post = 0; post < 4; post++) {
        x.post(author(i));
      }
    }
    world.pass(Duration.ofMinutes(10));
    assertThat(x.billed()).isBetween(16, 20);
    assertThat(alerts()).hasSize(x.billed());

    world.deliverEventsEvery(Duration.ofSeconds(1));
    world.pass(Duration.ofHours(14));
    assertThat(x.billed()).isBetween(32, 40);
  }

  @Test
  void countsExactlyThePostsPaidFor() {
    watch("timeline", limited(1_000));
    for (var i = 1; i <= 10; i++) {
      subscribe(author(i), i);
    }
    world.pass(MOMENT);

    for (var round = 0; round < 15; round++) {
      x.post(author(1 + round % 10));
      world.pass(Duration.ofSeconds(7));
    }
    world.server.watchX.stop();

    assertThat(spent().today()).isEqualTo(x.billed()).isEqualTo(15);
    assertThat(world.server.tally.billed()).isEqualTo(15);
  }

  // Streams

  @Test
  void alertsAtOnceFromAStream() {
    watch("stream");
    subscribe(author, 1);
    world.pass(Duration.ofMinutes(1));
    assertThat(x.followed()).containsExactly(author.id());
    x.requests.clear();

    var post = x.post(author);
    world.pass(Duration.ofMillis(200));

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(x.requests).isEmpty();
  }

  @Test
  void alertsOnceAboutARepeatedStreamMessage() {
    watch("stream");
    subscribe(author, 1);
    world.pass(Duration.ofMinutes(1));

    var post = x.post(author);
    x.stream(post);
    world.pass(MOMENT);
    x.stream(post);
    world.pass(Duration.ofMinutes(20));

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(x.billed()).isEqualTo(1);
    assertThat(spent().today()).isEqualTo(1);
  }

  @Test
  void reopensASilentStreamAndFillsTheGapOnce() {
    watch("stream");
    subscribe(author, 1);
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
    assertThat(alerts()).extracting(Alert::post).containsExactly(before, lost, after);
  }

  @Test
  void pollsAllAuthorsWhileTheStreamIsDown() {
    watch("stream");
    subscribe(author, 1);
    world.pass(Duration.ofMinutes(2));
    x.refuseStreams(XFault.UNAVAILABLE, Optional.empty());
    x.breakStream(new PushSource.Trouble(XFault.UNAVAILABLE, Optional.empty()));
    world.pass(MOMENT);

    var post = x.post(author);
    world.pass(MOMENT);

    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
    assertThat(world.server.watchX.status().streaming()).isFalse();
  }

  @Test
  void pollsEachAuthorEveryQuarterHourBesideAStream() {
    watch("stream");
    subscribe(author, 1);
    world.pass(Duration.ofMinutes(2));
    x.requests.clear();

    world.pass(Duration.ofHours(1));

    assertThat(x.requests).hasSizeBetween(3, 5);
    assertThat(staleEvents()).isEmpty();
  }

  @Test
  void spreadsPollsBesideAStream() {
    watch("stream");
    IntStream.range(1, 201).forEach(each -> subscribe(author(each), 1));
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
    watch("stream");
    subscribe(author, 1);
    world.pass(Duration.ofMinutes(2));
    x.losePosts();
    var posts = List.of(x.post(author), x.post(author), x.post(author));
    world.pass(Duration.ofMinutes(17));

    assertThat(alerts()).extracting(Alert::post).containsExactlyElementsOf(posts);
    assertThat(world.server.tally.missedByStream()).isEqualTo(3);
    assertThat(x.opened()).isEqualTo(2);
  }

  @Test
  void removesTheTextOfADeletedPost() {
    watch("stream");
    subscribe(author, 1);
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
    watch("stream");
    var one = subscribe(author(1), 1);
    subscribe(author(2), 1);
    world.pass(MOMENT);
    assertThat(x.followed()).containsExactlyInAnyOrder(author(1).id(), author(2).id());

    database(() -> world.subscriptions.remove(one.account(), one.id()));
    world.pass(MOMENT);

    assertThat(x.followed()).containsExactly(author(2).id());
  }

  // Which source

  @Test
  void pollsFewAuthorsAndStreamsMany() {
    watch("auto");
    for (var i = 1; i <= 50; i++) {
      subscribe(author(i), i);
    }
    world.pass(MOMENT);
    assertThat(world.server.watchX.status().sources()).containsExactly("timeline");

    subscribe(author(51), 51);
    world.pass(MOMENT);

    assertThat(world.server.watchX.status().sources()).containsExactly("activity", "timeline");
    assertThat(x.followed()).hasSize(51);
  }

  @Test
  void fallsBackWhenXForbidsASource() {
    x.refuseStreams(XFault.FORBIDDEN, Optional.empty());
    watch("auto");
    for (var i = 1; i <= 60; i++) {
      subscribe(author(i), i);
    }
    world.pass(MOMENT);

    assertThat(x.streams).containsExactly("activity", "stream");
    assertThat(world.server.watchX.status().sources()).containsExactly("timeline");
    var post = x.post(author(7));
    world.pass(MOMENT);
    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void doesNotRepeatAlertsAfterAChangeOfSource() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    var one = x.post(author);
    world.pass(MOMENT);

    watch("stream");
    world.pass(Duration.ofMinutes(1));
    var two = x.post(author);
    world.pass(MOMENT);
    watch("rss");
    world.pass(Duration.ofMinutes(1));

    assertThat(alerts()).extracting(Alert::post).containsExactly(one, two);
  }

  @Test
  void reportsAFeedThatIsQuietForTooLong() {
    watch("rss");
    subscribe(author, 1);
    world.deliverEventsEvery(Duration.ofSeconds(1));
    for (var hour = 0; hour < 48; hour++) {
      world.pass(Duration.ofHours(1));
      x.post(author);
    }
    world.pass(Duration.ofHours(20));
    assertThat(staleEvents()).isEmpty();

    world.pass(Duration.ofHours(40));

    assertThat(staleEvents()).hasSize(1);
  }

  // Nodes

  @Test
  void takesOverFromADeadNode() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    var other = world.startSecondNode();
    world.pass(MOMENT);
    assertThat(world.server.watchX.status().watching()).isTrue();
    assertThat(other.watchX.status().watching()).isFalse();

    world.server.die();
    var post = x.post(author);
    world.pass(Duration.ofSeconds(40));

    assertThat(other.watchX.status().watching()).isTrue();
    assertThat(alerts()).extracting(Alert::post).containsExactly(post);
  }

  @Test
  void handsOverAtOnceWhenStopped() {
    watch("timeline");
    subscribe(author, 1);
    world.pass(MOMENT);
    var other = world.startSecondNode();
    world.pass(MOMENT);

    world.server.watchX.stop();
    world.pass(MOMENT);

    assertThat(other.watchX.status().watching()).isTrue();
    assertThat(world.server.watchX.status().watching()).isFalse();
  }

  // Freshness

  @Test
  void keepsTheTimeOfTheLastCheck() {
    watch("timeline");
    subscribe(author, 1);

    world.pass(Duration.ofMinutes(2));

    assertThat(watchOf(author).lastCheckedAt().orElseThrow())
        .isAfter(world.instant().minusSeconds(25));
  }

  @Test
  void reportsStaleOncePerAccountUntilRecovered() {
    watch("timeline");
    subscribe(author, 1);
    subscribe(world.account(), author, 2);
    world.pass(MOMENT);
    x.failWith(XFault.OUT_OF_CREDIT);
    world.pass(Duration.ofMinutes(30));
    assertThat(staleEvents()).hasSize(2);
    assertThat(watchOf(author).stale()).isTrue();

    x.heal();
    world.pass(Duration.ofMinutes(16));
    assertThat(watchOf(author).stale()).isFalse();
    x.failWith(XFault.OUT_OF_CREDIT);
    world.pass(Duration.ofMinutes(30));

    assertThat(staleEvents()).hasSize(4);
  }

  // What the tests are made of

  private void watch(String source) {
    watch(source, World.USUAL_WATCH);
  }

  private void watch(String source, WatchX.Settings settings) {
    world.watch(source, settings);
    world.passSeconds(1);
  }

  private static WatchX.Settings limited(long perDay) {
    var usual = World.USUAL_WATCH;
    return new WatchX.Settings(
        usual.pollMin(),
        usual.pollMax(),
        usual.reconcile(),
        new Spending.Limits(perDay, Long.MAX_VALUE));
  }

  private Subscription subscribe(XAccount to, int phone) {
    return subscribe(account, to, phone);
  }

  private Subscription subscribe(Account subscriber, XAccount to, int phone) {
    var now = world.instant();
    var subscription =
        Subscription.create(
            subscriber.id(),
            to.id(),
            new PhoneNumber("+4915%09d".formatted(phone)),
            PostFilter.DEFAULT,
            TextMode.EXCERPT,
            false,
            now);
    x.add(to);
    database(
        () -> {
          world.xAccounts.keep(to, now);
          world.xAccounts.watch(to.id(), PostId.justBefore(now), now);
          world.subscriptions.add(subscription);
        });
    return subscription;
  }

  private void database(Runnable work) {
    world.database.run(work);
  }

  private List<Alert> alerts() {
    return world.database.execute(() -> world.notifications.waiting(Set.of(), 10_000));
  }

  private List<Alert> alerts(Predicate<Alert> wanted) {
    return alerts().stream().filter(wanted).toList();
  }

  private Watch watchOf(XAccount of) {
    return world.database.execute(() -> world.xAccounts.watches(List.of(of.id()))).getFirst();
  }

  private List<XAccountEvent.Stale> staleEvents() {
    return world.events().stream()
        .filter(XAccountEvent.Stale.class::isInstance)
        .map(XAccountEvent.Stale.class::cast)
        .toList();
  }

  private Spending.Spent spent() {
    return world.database.execute(
        () -> world.spending.spent(world.instant().atZone(ZoneOffset.UTC).toLocalDate()));
  }

  private long pagesAskedOf(PullSource.Request request) {
    return x.requests.stream()
        .filter(asked -> asked.at().equals(world.instant()))
        .filter(asked -> asked.request().author().equals(request.author()))
        .count();
  }
}
