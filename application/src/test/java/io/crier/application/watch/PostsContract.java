package io.crier.application.watch;

import static io.crier.domain.xaccounts.XFixture.author;
import static io.crier.domain.xaccounts.XFixture.edited;
import static io.crier.domain.xaccounts.XFixture.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.AtOnce;
import io.crier.application.UnitOfWork;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Posts} promises, in memory or in a database. */
public interface PostsContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  /** Posts, with author 1 already stored. */
  Posts posts();

  UnitOfWork unitOfWork();

  /** A stored post; called within a unit of work. */
  Optional<Post> find(PostId id);

  @Test
  default void returnsNewPostsOnceAndInOrder() {
    var one = post(author(1), NOON);
    var two = post(author(1), NOON.plusSeconds(1));
    var three = post(author(1), NOON.plusSeconds(2));

    assertThat(add(three, one, three)).containsExactly(one, three);
    assertThat(add(one, two, three)).containsExactly(two);
    assertThat(add(one, two, three)).isEmpty();
  }

  @Test
  default void keepsTheWholePost() {
    var repost = post(author(1), NOON, Post.Kind.REPOST, "»naïve« 🙂 ".repeat(1_000));
    var nameless =
        new Post(
            new PostId(42),
            new PostId(41),
            author(1).id(),
            Optional.empty(),
            Post.Kind.THREAD,
            "short");

    add(repost, nameless);

    assertThat(kept(repost)).contains(repost);
    assertThat(kept(nameless)).contains(nameless);
  }

  @Test
  default void blanksAllVersionsOfADeletedPost() {
    var first = post(author(1), NOON);
    var second = edited(first, NOON.plusSeconds(60), "better");
    var other = post(author(1), NOON.plusSeconds(5));
    add(first, second, other);

    unitOfWork().run(() -> posts().blank(List.of(second.id()), NOON.plusSeconds(90)));

    assertThat(kept(first).orElseThrow().text()).isEmpty();
    assertThat(kept(second).orElseThrow().text()).isEmpty();
    assertThat(kept(other)).contains(other);
    assertThat(add(first, second)).isEmpty();
  }

  @Test
  default void addsAPostOnceUnderConcurrency() {
    var seen = IntStream.range(0, 20).mapToObj(i -> post(author(1), NOON.plusSeconds(i))).toList();

    var fresh = AtOnce.run(8, () -> unitOfWork().execute(() -> posts().add(seen, NOON)).size());

    assertThat(fresh.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
  }

  private List<Post> add(Post... posts) {
    return unitOfWork().execute(() -> posts().add(List.of(posts), NOON));
  }

  private Optional<Post> kept(Post post) {
    return unitOfWork().execute(() -> find(post.id()));
  }
}
