package io.crier.x.fake;

import io.crier.domain.xaccounts.PostId;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The posts on the fake X. */
final class Posts {

  private final InstantSource clock;
  private final NavigableMap<PostId, FakePost> posts = new TreeMap<>(Comparator.reverseOrder());
  private long lastId;

  Posts(InstantSource clock) {
    this.clock = clock;
  }

  FakePost add(FakeAuthor author, String text, Reference... references) {
    var repliedTo =
        Arrays.stream(references)
            .filter(it -> it.type().equals("replied_to"))
            .map(it -> posts.get(it.post()).author())
            .findFirst();
    var id = nextId();
    return put(new FakePost(id, author, text, List.of(references), List.of(id), repliedTo));
  }

  FakePost replace(PostId id, String text) {
    var before = posts.remove(id);
    var nextId = nextId();
    var history = Stream.concat(before.history().stream(), Stream.of(nextId)).toList();
    return put(
        new FakePost(
            nextId, before.author(), text, before.references(), history, before.repliedTo()));
  }

  /** Removes the post, and returns it; null if there is none. */
  FakePost remove(PostId id) {
    return posts.remove(id);
  }

  Stream<FakePost> newestFirst() {
    return posts.values().stream();
  }

  Stream<FakePost> newestOf(String username) {
    return newestFirst().filter(post -> post.author().isNamed(username));
  }

  private FakePost put(FakePost post) {
    posts.put(post.id(), post);
    return post;
  }

  private PostId nextId() {
    lastId = Math.max(lastId + 1, PostId.justBefore(clock.instant()).value() + 1);
    return new PostId(lastId);
  }
}
