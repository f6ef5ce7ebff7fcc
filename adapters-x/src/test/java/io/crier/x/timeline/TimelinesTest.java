package io.crier.x.timeline;

import static io.crier.x.fake.Reference.replyTo;
import static io.crier.x.fake.Reference.reposting;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.watch.PullSource.Reading;
import io.crier.application.watch.PullSource.Request;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import io.crier.x.Setting;
import io.crier.x.fake.Dialect;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelinesTest {

  private final Setting setting = new Setting();
  private final FakeX x = setting.x;
  private final Timelines timelines = new Timelines(setting.api, setting);
  private XAccount ada;

  @BeforeEach
  void somebodyPosts() {
    ada =
        new XAccount(
            x.account("ada"),
            new XUsername("ada"),
            Optional.empty(),
            Optional.empty(),
            XAccountState.ACTIVE);
  }

  @AfterEach
  void close() {
    setting.close();
  }

  @Test
  void requestsNoExpansions() {
    x.post("ada", "hello");

    read(PostId.NONE);

    assertThat(x.asked(Endpoint.TIMELINE))
        .isNotEmpty()
        .allSatisfy(
            asked -> assertThat(asked.query()).doesNotContainKeys("expansions", "user.fields"));
    assertThat(x.meter().users()).isZero();
  }

  @Test
  void doesNotPayForUnwantedPosts() {
    var first = x.post("ada", "hello");
    x.account("bob");
    var theirs = x.post("bob", "hello");
    x.post("ada", "answer", replyTo(theirs));
    x.post("ada", "", reposting(theirs));
    var thread = x.post("ada", "and another thing", replyTo(first));

    assertThat(read(PostId.NONE)).extracting(Post::id).containsExactly(thread, first);
    assertThat(x.meter().posts()).isEqualTo(2);
  }

  @Test
  void paysNothingWithoutNewPosts() {
    var last = x.post("ada", "hello");

    for (var poll = 0; poll < 100; poll++) {
      assertThat(read(last)).isEmpty();
    }

    assertThat(x.asked(Endpoint.TIMELINE)).hasSize(100);
    assertThat(x.meter().mills()).isZero();
  }

  @Test
  void paysForAPostOnceADay() {
    x.post("ada", "hello");

    read(PostId.NONE);
    read(PostId.NONE);
    assertThat(x.meter().posts()).isEqualTo(1);

    setting.pass(Duration.ofDays(1));
    read(PostId.NONE);
    assertThat(x.meter().posts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void postsAreReadByEitherNames(Dialect dialect) {
    x.speak(dialect);
    var long1 = "1 < 2 & so on, ".repeat(40);
    var first = x.post("ada", "short");
    var second = x.edit(first, long1);

    assertThat(read(PostId.NONE))
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.id()).isEqualTo(second);
              assertThat(post.root()).isEqualTo(first);
              assertThat(post.text()).isEqualTo(long1);
            });
  }

  @Test
  void readsPostsBesideAnError() {
    x.answerInPart(true);
    var posted = x.post("ada", "hello");

    assertThat(read(PostId.NONE)).extracting(Post::id).containsExactly(posted);
  }

  @Test
  void requestsAPageSizeWithinTheLimits() {
    timelines.read(new Request(ada, PostId.NONE, Optional.empty(), 1, true, true));
    timelines.read(new Request(ada, PostId.NONE, Optional.empty(), 1_000, true, true));

    assertThat(x.asked(Endpoint.TIMELINE))
        .extracting(asked -> asked.query().get("max_results"))
        .containsExactly("5", "100");
    assertThat(x.asked(Endpoint.TIMELINE))
        .noneMatch(asked -> asked.query().containsKey("exclude"))
        .noneMatch(asked -> asked.query().containsKey("since_id"));
  }

  @Test
  void readsAWeekBackWhereXAllowsNoMore() {
    x.reach(Duration.ofDays(7));
    var old = x.post("ada", "hello");
    setting.pass(Duration.ofDays(8));
    var posted = x.post("ada", "hello again");

    assertThat(read(old)).extracting(Post::id).containsExactly(posted);
    assertThat(x.asked(Endpoint.TIMELINE)).hasSize(2);
  }

  @Test
  void doesNotRetryOtherRefusals() {
    x.fail(
        Endpoint.TIMELINE, 1, 400, "{\"type\": \"https://api.x.com/2/problems/invalid-request\"}");

    assertThat(fault()).isEqualTo(XFault.REJECTED);
    assertThat(x.asked(Endpoint.TIMELINE)).hasSize(1);
  }

  @Test
  void reportsLackOfCreditWhileRequestsAreLeft() {
    x.post("ada", "hello");
    read(PostId.NONE);
    x.meter().cap(1);

    var reading = timelines.read(request(PostId.NONE));

    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.fault()).isEqualTo(XFault.OUT_OF_CREDIT);
              assertThat(failed.until()).isEmpty();
              assertThat(failed.window().orElseThrow().remaining()).isPositive();
            });
  }

  @Test
  void reportsWhenTheRateLimitEnds() {
    x.limit(Endpoint.TIMELINE, 1);
    read(PostId.NONE);

    assertThat(timelines.read(request(PostId.NONE)))
        .isInstanceOfSatisfying(
            Reading.Failed.class,
            failed -> {
              assertThat(failed.fault()).isEqualTo(XFault.RATE_LIMITED);
              assertThat(failed.until()).contains(Setting.START.plus(Duration.ofMinutes(15)));
            });
  }

  @Test
  void readsPostsThatAppearLater() {
    x.lag(Duration.ofSeconds(30));
    var posted = x.post("ada", "hello");

    assertThat(read(PostId.NONE)).isEmpty();

    setting.pass(Duration.ofSeconds(30));
    assertThat(read(PostId.NONE)).extracting(Post::id).containsExactly(posted);
  }

  private List<Post> read(PostId since) {
    var reading = timelines.read(request(since));
    assertThat(reading).isInstanceOf(Reading.Page.class);
    return ((Reading.Page) reading).posts();
  }

  private XFault fault() {
    var reading = timelines.read(request(PostId.NONE));
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    return ((Reading.Failed) reading).fault();
  }

  private Request request(PostId since) {
    return new Request(ada, since, Optional.empty(), 100, false, false);
  }
}
