package io.crier.x.rss;

import static io.crier.x.fake.Reference.replyTo;
import static io.crier.x.fake.Reference.reposting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.watch.PullSource.Reading;
import io.crier.application.watch.PullSource.Request;
import io.crier.application.xaccounts.XDirectory.Lookup;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.Post.Kind;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import io.crier.x.XFixture;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeX;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedsTest {

  private static final XAccount ADA =
      new XAccount(
          new XUserId(7),
          new XUsername("Ada"),
          Optional.empty(),
          Optional.empty(),
          XAccountState.ACTIVE);

  private final XFixture fixture = new XFixture();
  private final FakeX x = fixture.x;

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/rss/{username}", "/atom/{username}"})
  void readsRssAndAtom(String path) {
    x.account("ada");
    x.account("bob");
    var othersPost = x.post("bob", "hello");
    var old = x.post("ada", "before");
    var hello = x.post("ada", "1 < 2 & so on");
    var thread = x.post("ada", "and another thing", replyTo(hello));
    var reply = x.post("ada", "no", replyTo(othersPost));
    var repost = x.post("ada", "hello", reposting(othersPost));

    assertThat(posts(path, old))
        .extracting(Post::id, Post::kind, Post::author)
        .containsExactlyInAnyOrder(
            tuple(hello, Kind.ORIGINAL, ADA.id()),
            tuple(thread, Kind.THREAD, ADA.id()),
            tuple(reply, Kind.REPLY, ADA.id()),
            tuple(repost, Kind.REPOST, ADA.id()));
    assertThat(posts(path, old)).extracting(Post::text).contains("1 < 2 & so on");
  }

  @Test
  void fillsInTheTemplate() {
    x.account("ada");
    posts("/rss/user_{id}", PostId.NONE);
    posts("/rss/{username}", PostId.NONE);

    assertThat(x.requests(Endpoint.FEED))
        .extracting(request -> request.path())
        .containsExactly("/rss/user_7", "/rss/Ada");
  }

  @Test
  void readsAPostOfAnotherAuthorAsARepost() {
    var feed =
        feed("<item><title>hello</title><link>https://n.example/bob/status/123</link></item>");

    assertThat(feed).extracting(Post::kind).containsExactly(Kind.REPOST);
  }

  @Test
  void readsTheDescriptionWithoutATitle() {
    var feed =
        feed(
            "<item><guid>https://x.com/i/status/123</guid><description>&lt;p&gt;1 &amp;lt;"
                + " 2&lt;br&gt;and so on&lt;/p&gt;</description></item>");

    assertThat(feed)
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.id()).isEqualTo(new PostId(123));
              assertThat(post.kind()).isEqualTo(Kind.ORIGINAL);
              assertThat(post.text()).isEqualTo("1 < 2\nand so on");
            });
  }

  @Test
  void skipsEntriesThatAreNotPosts() {
    assertThat(feed("<item><title>advert</title><link>https://n.example/buy</link></item>"))
        .isEmpty();
  }

  @Test
  void reportsAFeedOfOldPostsAsOutdated() {
    x.account("ada");
    x.post("ada", "long ago");
    fixture.advance(Duration.ofDays(31));
    var since = PostId.justBefore(fixture.instant());

    assertThat(fault("/rss/{username}", since)).isEqualTo(XFault.OUTDATED);

    x.post("ada", "now");
    assertThat(posts("/rss/{username}", since)).hasSize(1);
  }

  @Test
  void acceptsAFeedWithoutRecentPosts() {
    x.account("ada");
    var last = x.post("ada", "a while ago");
    fixture.advance(Duration.ofDays(100));

    assertThat(posts("/rss/{username}", last)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, NOT_FOUND",
    "429, RATE_LIMITED",
    "503, UNAVAILABLE"
  })
  void mapsHttpStatusToFault(int status, XFault fault) {
    x.fail(Endpoint.FEED, 1, status, "");

    assertThat(fault("/rss/{username}", PostId.NONE)).isEqualTo(fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html><body>Log in</body></html>",
        "<rss><channel>",
        "<!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><rss>&f;</rss>",
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><rss>&b;</rss>"
      })
  void reportsDocumentsThatAreNotFeedsAsUnavailable(String body) {
    x.fail(Endpoint.FEED, 1, 200, body);

    assertThat(fault("/rss/{username}", PostId.NONE)).isEqualTo(XFault.UNAVAILABLE);
  }

  @Test
  void hasNoFeedsWithoutATemplate() {
    try (var feeds = new Feeds(Optional.empty(), fixture.threads())) {
      assertThat(feeds.read(request(PostId.NONE)))
          .isEqualTo(new Reading.Failed(XFault.FORBIDDEN, Optional.empty(), Optional.empty()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://feeds.example/",
        "feeds.example/{username}",
        "http://feeds.example/ {id}",
        "http:///{id}",
        "file:///feeds/{id}"
      })
  void rejectsInvalidTemplates(String template) {
    assertThatThrownBy(() -> new Feeds(Optional.of(template), fixture.threads()))
        .hasMessageContaining("CRIER_X_RSS_URL_TEMPLATE");
  }

  @Test
  void findsAuthorsWithAFeedUnderAStableId() {
    x.account("ada");
    try (var feeds = feeds("/rss/{username}")) {
      var directory = new FeedDirectory(feeds);

      var found = directory.find(new XUsername("ada"));

      assertThat(found).isInstanceOf(Lookup.Found.class);
      assertThat(((Lookup.Found) directory.find(new XUsername("ADA"))).account().id())
          .isEqualTo(((Lookup.Found) found).account().id());
      assertThat(((Lookup.Found) directory.find(new XUsername("bob"))).account().id())
          .isNotEqualTo(((Lookup.Found) found).account().id());

      x.fail(Endpoint.FEED, 1, 404, "");
      assertThat(directory.find(new XUsername("ada")))
          .isEqualTo(new Lookup.Missing(XAccountState.GONE));
    }
  }

  private Feeds feeds(String path) {
    return new Feeds(Optional.of(x.uri() + path), fixture.threads());
  }

  private List<Post> feed(String items) {
    x.fail(Endpoint.FEED, 1, 200, "<rss version=\"2.0\"><channel>" + items + "</channel></rss>");
    return posts("/rss/{username}", PostId.NONE);
  }

  private List<Post> posts(String path, PostId since) {
    try (var feeds = feeds(path)) {
      var reading = feeds.read(request(since));
      assertThat(reading).isInstanceOf(Reading.Page.class);
      return ((Reading.Page) reading).posts();
    }
  }

  private XFault fault(String path, PostId since) {
    try (var feeds = feeds(path)) {
      var reading = feeds.read(request(since));
      assertThat(reading).isInstanceOf(Reading.Failed.class);
      return ((Reading.Failed) reading).fault();
    }
  }

  private static Request request(PostId since) {
    return new Request(ADA, since, Optional.empty(), 100, true, true);
  }
}
