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
import io.crier.x.XFixture;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
import io.crier.x.fake.FieldNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimelinesTest {

  private final XFixture fixture = new XFixture();
  private final FakeX x = fixture.x;
  private final Timelines timelines = new Timelines(fixture.api, fixture);
  private XAccount ada;

  @BeforeEach
  void addAuthor() {
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
    fixture.close();
  }

  @Test
  void requestsNoExpansions() {
    x.post("ada", "hello");

    read(PostId.NONE);

    assertThat(x.requests(Endpoint.TIMELINE))
        .isNotEmpty()
        .allSatisfy(
            request -> assertThat(request.query()).doesNotContainKeys("expansions", "user.fields"));
    assertThat(x.meter().users()).isZero();
  }

  @Test
  void isNotBilledForUnwantedPosts() {
    var first = x.post("ada", "hello");
    x.account("bob");
    var othersPost = x.post("bob", "hello");
    x.post("ada", "answer", replyTo(othersPost));
    x.post("ada", "", reposting(othersPost));
    var thread = x.post("ada", "and another thing", replyTo(first));

    assertThat(read(PostId.NONE)).extracting(Post::id).containsExactly(thread, first);
    assertThat(x.meter().posts()).isEqualTo(2);
  }

  @Test
  void isNotBilledWithoutNewPosts() {
    var last = x.post("ada", "hello");

    for (var poll = 0; poll < 100; poll++) {
      assertThat(read(last)).isEmpty();
    }

    assertThat(x.requests(Endpoint.TIMELINE)).hasSize(100);
    assertThat(x.meter().mills()).isZero();
  }

  @Test
  void isBilledForAPostOnceADay() {
    x.post("ada", "hello");

    read(PostId.NONE);
    read(PostId.NONE);
    assertThat(x.meter().posts()).isEqualTo(1);

    fixture.advance(Duration.ofDays(1));
    read(PostId.NONE);
    assertThat(x.meter().posts()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void readsPostsWithEitherFieldNames(FieldNames names) {
    x.useFieldNames(names);
    var longText = "1 < 2 & so on, ".repeat(40);
    var first = x.post("ada", "short");
    var second = x.edit(first, longText);

    assertThat(read(PostId.NONE))
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.id()).isEqualTo(second);
              assertThat(post.root()).isEqualTo(first);
              assertThat(post.text()).isEqualTo(longText);
            });
  }

  @Test
  void readsPostsFromPartialResponses() {
    x.addErrorsToTimelines(true);
    var posted = x.post("ada", "hello");

    assertThat(read(PostId.NONE)).extracting(Post::id).containsExactly(posted);
  }

  @Test
  void requestsAPageSizeWithinTheLimits() {
    timelines.read(new Request(ada, PostId.NONE, Optional.empty(), 1, true, true));
    timelines.read(new Request(ada, PostId.NONE, Optional.empty(), 1_000, true, true));

    assertThat(x.requests(Endpoint.TIMELINE))
        .extracting(request -> request.query().get("max_results"))
        .containsExactly("5", "100");
    assertThat(x.requests(Endpoint.TIMELINE))
        .noneMatch(request -> request.query().containsKey("exclude"))
        .noneMatch(request -> request.query().containsKey("since_id"));
  }

  @Test
  void readsAtMostAWeekBackWhenXRejectsOlderIds() {
    x.limitTimelineAge(Duration.ofDays(7));
    var old = x.post("ada", "hello");
    fixture.advance(Duration.ofDays(8));
    var posted = x.post("ada", "hello again");

    assertThat(read(old)).extracting(Post::id).containsExactly(posted);
    assertThat(x.requests(Endpoint.TIMELINE)).hasSize(2);
  }

  @Test
  void doesNotRetryOtherRefusals() {
    x.fail(
        Endpoint.TIMELINE, 1, 400, "{\"type\": \"https://api.x.com/2/problems/invalid-request\"}");

    assertThat(fault()).isEqualTo(XFault.REJECTED);
    assertThat(x.requests(Endpoint.TIMELINE)).hasSize(1);
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
              assertThat(failed.until()).contains(XFixture.START.plus(Duration.ofMinutes(15)));
            });
  }

  @Test
  void readsPostsThatAppearLater() {
    x.delayTimelines(Duration.ofSeconds(30));
    var posted = x.post("ada", "hello");

    assertThat(read(PostId.NONE)).isEmpty();

    fixture.advance(Duration.ofSeconds(30));
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
