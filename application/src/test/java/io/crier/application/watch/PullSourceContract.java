package io.crier.application.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.watch.PullSource.Reading;
import io.crier.application.watch.PullSource.Request;
import io.crier.application.xaccounts.XFault;
import io.crier.application.xaccounts.XSide;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.Post.Kind;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link PullSource} promises that reads from X itself, or a replacement for it. */
public interface PullSourceContract {

  PullSource source();

  XSide x();

  @Test
  default void readsOnlyPostsAboveTheWatermark() {
    var ada = x().account("ada");
    var old = x().post(ada, Kind.ORIGINAL, "before");
    var next = x().post(ada, Kind.ORIGINAL, "after");

    assertThat(read(ada, old)).extracting(Post::id).containsExactly(next);
    assertThat(read(ada, next)).isEmpty();
  }

  @Test
  default void readsOnlyTheAuthorsPosts() {
    var ada = x().account("ada");
    x().post(x().account("bob"), Kind.ORIGINAL, "mine");

    assertThat(read(ada, PostId.NONE)).isEmpty();
  }

  @Test
  default void continuesOnTheNextPage() {
    var ada = x().account("ada");
    var most = source().smallestPage();
    var posted =
        IntStream.range(0, 2 * most + 1)
            .mapToObj(each -> x().post(ada, Kind.ORIGINAL, "post " + each))
            .toList();

    var read = new ArrayList<PostId>();
    var next = Optional.<String>empty();
    var pages = 0;
    do {
      var page = page(new Request(ada, posted.getFirst(), next, most, false, false));
      assertThat(page.posts()).hasSizeLessThanOrEqualTo(most);
      page.posts().forEach(post -> read.add(post.id()));
      next = page.next();
      pages++;
    } while (next.isPresent());

    assertThat(pages).isGreaterThan(1);
    assertThat(read).containsExactlyInAnyOrderElementsOf(posted.subList(1, posted.size()));
  }

  @Test
  default void distinguishesKindsOfPosts() {
    var ada = x().account("ada");
    for (var kind : Kind.values()) {
      x().post(ada, kind, kind.name());
    }

    var all = page(new Request(ada, PostId.NONE, Optional.empty(), most(), true, true)).posts();

    assertThat(all).extracting(Post::kind).containsExactlyInAnyOrder(Kind.values());
  }

  @Test
  default void readsThreadsAndQuotesWithoutRepliesAndReposts() {
    var ada = x().account("ada");
    for (var kind : Kind.values()) {
      x().post(ada, kind, kind.name());
    }

    assertThat(read(ada, PostId.NONE))
        .extracting(Post::kind)
        .contains(Kind.ORIGINAL, Kind.QUOTE, Kind.THREAD);
  }

  @Test
  default void reportsTheRootOfAnEditedPost() {
    var ada = x().account("ada");
    var first = x().post(ada, Kind.ORIGINAL, "teh post");
    var second = x().edit(first, "the post");

    assertThat(read(ada, first))
        .singleElement()
        .satisfies(
            post -> {
              assertThat(post.id()).isEqualTo(second);
              assertThat(post.root()).isEqualTo(first);
              assertThat(post.text()).isEqualTo("the post");
            });
  }

  @Test
  default void reportsWhyAnAuthorCannotBeRead() {
    var ada = x().account("ada");

    x().changeState(ada, XAccountState.PROTECTED);
    assertThat(fault(ada)).isEqualTo(XFault.PROTECTED);

    x().changeState(ada, XAccountState.SUSPENDED);
    assertThat(fault(ada)).isEqualTo(XFault.SUSPENDED);

    x().changeState(ada, XAccountState.GONE);
    assertThat(fault(ada)).isEqualTo(XFault.NOT_FOUND);

    x().changeState(ada, XAccountState.ACTIVE);
    assertThat(read(ada, PostId.NONE)).isEmpty();
  }

  @Test
  default void reportsTheRateLimitWindow() {
    var ada = x().account("ada");

    var first = page(new Request(ada, PostId.NONE, Optional.empty(), most(), false, false));
    var second = page(new Request(ada, PostId.NONE, Optional.empty(), most(), false, false));

    assertThat(second.window().orElseThrow().remaining())
        .isEqualTo(first.window().orElseThrow().remaining() - 1);
  }

  private int most() {
    return source().largestPage();
  }

  private List<Post> read(XAccount author, PostId since) {
    return page(new Request(author, since, Optional.empty(), most(), false, false)).posts();
  }

  private Reading.Page page(Request request) {
    var reading = source().read(request);
    assertThat(reading).isInstanceOf(Reading.Page.class);
    return (Reading.Page) reading;
  }

  private XFault fault(XAccount author) {
    var reading =
        source().read(new Request(author, PostId.NONE, Optional.empty(), most(), false, false));
    assertThat(reading).isInstanceOf(Reading.Failed.class);
    return ((Reading.Failed) reading).fault();
  }
}
